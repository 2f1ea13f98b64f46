#pragma once

#include <atomic>
#include <cstdint>

namespace testcenter::sender {

/// What the sender's thread counts and others read.
struct Counters {
  std::atomic<std::uint64_t> acknowledged{0};  ///< results the server took
  std::atomic<std::uint64_t> rejected{0};
  std::atomic<std::uint64_t> added{0};  ///< results of the sender's own: FATALs
  std::atomic<std::uint64_t> possible_duplicates{0};
  std::atomic<std::uint64_t> rerouted{0};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> retries{0};
  std::atomic<std::int64_t> report_id{0};
};

}  // namespace testcenter::sender
