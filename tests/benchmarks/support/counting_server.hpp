#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace testcenter::benchmarks {

struct ServerCounts {
  std::uint64_t connections = 0;
  std::uint64_t requests = 0;
  std::uint64_t elements = 0;
  std::uint64_t events = 0;
};

/// A server that takes everything, counts, and does nothing else: the fastest Test Center there can
/// be. It runs in a process of its own, so that neither its time nor its memory is ours, on a free
/// port of the loopback. Run ids start with 1 in each connection, so that equal runs send equal
/// bytes.
///
/// Make it before any thread: it forks.
class CountingServer {
 public:
  /// `recording`: room for the bytes of requests; 0: none are kept.
  explicit CountingServer(std::size_t recording = 0);
  ~CountingServer();
  CountingServer(const CountingServer&) = delete;
  CountingServer& operator=(const CountingServer&) = delete;

  const std::string& url() const { return url_; }
  ServerCounts counts() const;
  /// Between two runs, while nobody sends.
  void reset();
  /// The requests since reset(), byte for byte. Ends the program if there was too little room.
  std::vector<std::string> recorded() const;

  struct Shared;

 private:
  Shared* shared_;
  std::size_t shared_size_;
  pid_t child_ = 0;
  std::string url_;
};

}  // namespace testcenter::benchmarks
