#pragma once

#include <atomic>
#include <chrono>
#include <thread>

namespace testcenter {

/// A lock for a few hundred nanoseconds of work that no thread ever sleeps in. Taking it is never a
/// system call unless somebody else holds it for long.
class SpinLock {
 public:
  void lock() {
    for (int tries = 0; !try_lock(); ++tries) pause(tries);
  }
  bool try_lock() {
    return !locked_.load(std::memory_order_relaxed) &&
           !locked_.exchange(true, std::memory_order_acquire);
  }
  /// For exit paths: whoever holds it may never come back.
  bool try_lock_for(std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    for (int tries = 0; !try_lock(); ++tries) {
      if (std::chrono::steady_clock::now() > end) return false;
      pause(tries);
    }
    return true;
  }
  void unlock() { locked_.store(false, std::memory_order_release); }

 private:
  static void pause(int tries) {
    if (tries > 100) std::this_thread::yield();
  }

  std::atomic<bool> locked_{false};
};

}  // namespace testcenter
