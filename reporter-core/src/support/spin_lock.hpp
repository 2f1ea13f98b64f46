#pragma once

#include <atomic>
#include <chrono>
#include <thread>

namespace testcenter {

/// A lock for a few hundred nanoseconds of work that no thread ever sleeps in. Taking it is never a
/// system call unless somebody else holds it for long.
///
/// It knows its holder. A thread that finds itself there was interrupted by a signal, whose handler
/// comes here again or left the work by siglongjmp(): to wait would be for ever.
class SpinLock {
 public:
  /// False if the calling thread holds it already.
  [[nodiscard]] bool enter() {
    for (int tries = 0; !try_lock(); ++tries) {
      if (is_held_here()) return false;
      pause(tries);
    }
    return true;
  }
  bool try_lock() {
    std::thread::id nobody;
    return holder_.load(std::memory_order_relaxed) == nobody &&
           holder_.compare_exchange_strong(nobody, std::this_thread::get_id(),
                                           std::memory_order_acquire, std::memory_order_relaxed);
  }
  /// For exit paths: whoever holds it may never come back.
  bool try_lock_for(std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    for (int tries = 0; !try_lock(); ++tries) {
      if (is_held_here() || std::chrono::steady_clock::now() > end) return false;
      pause(tries);
    }
    return true;
  }
  void unlock() { holder_.store(std::thread::id{}, std::memory_order_release); }

  bool is_held_here() const {
    return holder_.load(std::memory_order_relaxed) == std::this_thread::get_id();
  }

 private:
  static void pause(int tries) {
    if (tries > 100) std::this_thread::yield();
  }

  std::atomic<std::thread::id> holder_{};
};

}  // namespace testcenter
