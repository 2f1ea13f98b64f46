#pragma once

#include "support/scripted_server/behaviour.hpp"
#include "support/scripted_server/request_parser.hpp"
#include "support/scripted_server/upload_api.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace testcenter::test {

/// A small HTTP/1.1 server on a free loopback port, on raw sockets, that can do everything wrong.
/// It follows its script, one behaviour after the other; where the script is over it is a minimal
/// upload API. All members may be called by any thread.
class ScriptedServer {
 public:
  using Handler = std::function<Behaviour(const SeenRequest&)>;

  ScriptedServer();
  /// Closes every connection, stalled ones too.
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  std::uint16_t port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  /// Appends to the script.
  ScriptedServer& then(Behaviour behaviour, int times = 1);

  /// What comes after the script, instead of the upload API. Runs in the server's thread; its
  /// behaviours must be of Moment::request.
  void otherwise(Handler handler);

  /// The requests that were read completely.
  std::vector<SeenRequest> requests() const;
  int connections() const;

  /// False if that takes too long.
  bool wait_for_requests(std::size_t count,
                         std::chrono::seconds at_most = std::chrono::seconds(10));
  bool wait_for_connections(int count, std::chrono::seconds at_most = std::chrono::seconds(10));
  /// True once the peer or the server closed every connection there was.
  bool wait_until_all_closed(std::chrono::seconds at_most = std::chrono::seconds(10));

 private:
  struct Connection {
    int socket = -1;
    int number = 0;
    std::string in;
    std::string out;
    bool is_stalled = false;
    bool trickles = false;
    bool then_close = false;
  };

  void run();
  bool serve_once();
  void accept_one();
  void serve(Connection& connection, short events);
  void read_some(Connection& connection);
  void handle_requests(Connection& connection);
  void write_some(Connection& connection);
  void apply(Connection& connection, const Behaviour& behaviour);
  void close(Connection& connection);
  bool take_scripted(Behaviour::Moment moment, Behaviour& behaviour);
  Behaviour behaviour_for(const SeenRequest& request);
  template <typename Condition>
  bool wait(std::chrono::seconds at_most, Condition condition);

  int listener_ = -1;
  int stop_pipe_[2] = {-1, -1};
  std::uint16_t port_ = 0;
  std::list<Connection> open_;  // the server's thread only

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Behaviour> script_;
  Handler otherwise_;
  std::vector<SeenRequest> requests_;
  int accepted_ = 0;
  int closed_ = 0;
  std::thread thread_;
};

/// A port that nobody listens on, and that nobody else gets while this lives.
class RefusingPort {
 public:
  RefusingPort();
  ~RefusingPort();
  RefusingPort(const RefusingPort&) = delete;
  RefusingPort& operator=(const RefusingPort&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  int socket_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace testcenter::test
