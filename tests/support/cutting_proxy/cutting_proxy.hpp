#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace testcenter::test {

enum class Way { to_server, to_client };

/// Where a connection breaks.
struct Cut {
  Way way = Way::to_server;
  /// ... once this many bytes went that way, since the cut before (or since the first connection).
  /// 0: when the first one would have to go.
  std::size_t after = 0;
  /// > 0: instead, `before_end` bytes before the end of the connection's message of this number.
  std::size_t message = 0;
  std::size_t before_end = 0;
};

/// What went over a connection.
struct Carried {
  std::string from_client;  ///< as it was received
  std::string to_server;    ///< what of it was handed on
  std::string from_server;
  std::string to_client;
};

/// Where the HTTP messages in `bytes` end, those that are whole.
std::vector<std::size_t> ends_of_messages(std::string bytes);

/// Stands between a client and a server on loopback and breaks connections at exact bytes. It takes
/// one connection after the other. The client learns of a cut when the server is done with what it
/// got: so a request that is sent again never overtakes the first one.
class CuttingProxy {
 public:
  explicit CuttingProxy(int server_port);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  /// Waits until the client before is gone, and forgets what was carried. The cuts come one after
  /// the other; then nothing breaks any more.
  void begin(std::deque<Cut> cuts);
  /// A connection each, in order. Waits until the client is gone.
  std::vector<Carried> carried();

 private:
  void run();
  void serve(int client);
  void carry(int client, int server);
  bool pass_on(Way way, int from, int to);
  std::size_t room_before_cut(Way way, const std::string& received, std::size_t sent) const;
  void drain(int server);
  void set_serving(bool is_serving);
  bool wait_for(int socket);

  int server_port_;
  int listener_ = -1;
  int stop_pipe_[2] = {-1, -1};
  std::uint16_t port_ = 0;

  std::mutex mutex_;
  std::condition_variable idle_;
  bool is_serving_ = false;
  std::deque<Cut> cuts_;
  std::size_t since_cut_[2] = {0, 0};  // bytes that went each way
  std::vector<Carried> carried_;
  std::thread thread_;
};

}  // namespace testcenter::test
