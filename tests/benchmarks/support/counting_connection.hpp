#pragma once

#include "support/counting_server.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace testcenter::benchmarks {

/// What the server's process tells ours.
struct CountingServer::Shared {
  std::atomic<std::uint64_t> connections{0};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> elements{0};
  std::atomic<std::uint64_t> events{0};
  std::atomic<std::size_t> recorded{
      0};  ///< bytes behind this structure; > room: some were left out
  std::size_t room = 0;

  char* bytes() { return reinterpret_cast<char*>(this + 1); }
};

/// One client of the counting server.
class CountingConnection {
 public:
  CountingConnection(int fd, CountingServer::Shared& shared);
  ~CountingConnection();
  CountingConnection(const CountingConnection&) = delete;
  CountingConnection& operator=(const CountingConnection&) = delete;

  int fd() const { return fd_; }
  /// Reads what is there and answers the requests that are complete. False: the client left, or
  /// sent what this server does not know.
  bool serve();

 private:
  bool read_head();
  bool answer(std::string_view request);
  std::string answers_to(std::uint64_t events) const;
  void record(std::string_view request);
  bool send_all(std::string_view bytes);

  int fd_;
  CountingServer::Shared& shared_;
  std::string in_;
  std::size_t used_ = 0;   // bytes of in_ that were received
  std::size_t head_ = 0;   // of the request under way, its blank line included; 0: not known
  std::size_t whole_ = 0;  // head and body
  std::uint64_t last_run_ = 0;
};

}  // namespace testcenter::benchmarks
