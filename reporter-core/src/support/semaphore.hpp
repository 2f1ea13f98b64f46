#pragma once

#include "support/clock.hpp"

#include <semaphore.h>

namespace testcenter {

/// Counts posts; who waits takes one, or sleeps until there is one. POSIX.
class Semaphore {
 public:
  Semaphore();
  ~Semaphore();
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  /// Async-signal-safe, unlike a condition variable.
  void post();
  void wait();
  /// False if there was none until then.
  bool wait_until(TimePoint until);

 private:
  sem_t semaphore_{};
};

}  // namespace testcenter
