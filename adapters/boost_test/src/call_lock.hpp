#pragma once

#include <atomic>
#include <thread>

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
    for (int tries = 0; !broken_.load(std::memory_order_relaxed); ++tries) {
      std::thread::id nobody;
      if (holder_.compare_exchange_weak(nobody, self, std::memory_order_acquire)) {
        return Entered::yes;
      }
      if (nobody == self) return broken_.exchange(true) ? Entered::no : Entered::found_broken;
      if (tries > 100) std::this_thread::yield();
    }
    return Entered::no;
  }
  void leave() { holder_.store(std::thread::id{}, std::memory_order_release); }

 private:
  std::atomic<std::thread::id> holder_{};
  std::atomic<bool> broken_{false};
};

}  // namespace testcenter::boost_test
