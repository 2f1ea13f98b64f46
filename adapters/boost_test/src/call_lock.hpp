#pragma once

#include <atomic>
#include <thread>
#include <utility>

namespace testcenter::boost_test {

/// Lets one thread at a time into Boost.Test's callbacks; Boost.Test itself locks nothing.
///
/// It knows who holds it: Boost.Test leaves a crashing test by siglongjmp(), and a callback that
/// was left this way never unlocks. The thread that comes back finds that out, and from then on
/// nobody gets in: what the callback was at is half done.
class CallLock {
 public:
  enum class Entered { yes, no, found_broken };

  Entered enter() {
    const auto self = std::this_thread::get_id();
    const bool was_left_lightly = std::exchange(is_light_, false);
    for (int tries = 0; !broken_.load(std::memory_order_relaxed); ++tries) {
      std::thread::id nobody;
      if (holder_.compare_exchange_weak(nobody, self, std::memory_order_acquire)) {
        return Entered::yes;
      }
      if (nobody == self && was_left_lightly) return Entered::yes;
      if (nobody == self) return broken_.exchange(true) ? Entered::no : Entered::found_broken;
      if (tries > 100) std::this_thread::yield();
    }
    return Entered::no;
  }

  /// For a callback that a jump may leave at any point without harm: it breaks nothing then. False
  /// if nobody gets in any more, or enter() is to find that out.
  bool enter_lightly() {
    const auto self = std::this_thread::get_id();
    if (holder_.load(std::memory_order_relaxed) == self) return is_light_;
    is_light_ = true;
    std::atomic_signal_fence(std::memory_order_seq_cst);  // ahead of a jump's return
    for (int tries = 0; !broken_.load(std::memory_order_relaxed); ++tries) {
      std::thread::id nobody;
      if (holder_.compare_exchange_weak(nobody, self, std::memory_order_acquire)) return true;
      if (tries > 100) std::this_thread::yield();
    }
    return false;
  }

  void leave() { holder_.store(std::thread::id{}, std::memory_order_release); }

 private:
  /// How this thread entered last.
  static inline thread_local bool is_light_ = false;
  std::atomic<std::thread::id> holder_{};
  std::atomic<bool> broken_{false};
};

}  // namespace testcenter::boost_test
