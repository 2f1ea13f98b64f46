#pragma once

#include <time.h>

#include <chrono>
#include <cstdint>

namespace testcenter::benchmarks {

using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Comparable between processes.
inline double seconds_now() {
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

/// CPU time of the calling thread, in seconds.
inline double thread_cpu() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Keeps the core busy: a sleeping thread pays for its wake, and would blur what is measured.
inline void spin_until(Clock::time_point until) {
  while (Clock::now() < until) {
  }
}

}  // namespace testcenter::benchmarks
