#pragma once

#include "support/clock.hpp"
#include "support/semaphore.hpp"

#include <atomic>
#include <cstdint>
#include <functional>

namespace testcenter {

/// Wakes one consumer thread when producers committed something, and costs them next to nothing
/// while it is awake.
///
/// No wake is lost: a producer commits and then reads `asleep_`; the consumer sets `asleep_` and
/// then looks for commits. All four are sequentially consistent, so in their one order either the
/// producer sees the sleeper or the sleeper sees the commit. (Two fences would do as well, but
/// ThreadSanitizer does not know fences.) Hence the condition: what is committed is published with
/// a sequentially consistent store, and `has_news` reads it with such a load.
class Wake {
 public:
  /// Any thread, after each commit. One load, unless the consumer sleeps.
  void notify() {
    if (asleep_.load(std::memory_order_seq_cst)) wake_sleeper();
  }
  /// Any thread, any signal handler: ends the consumer's sleep of either kind, or its next one.
  void interrupt();

  // The consumer:
  /// Until notify() or interrupt(); not at all if `has_news()`.
  void sleep(const std::function<bool()>& has_news);
  /// Until then, or interrupt(). notify() does not wake it, and stays cheap.
  void sleep_until(TimePoint until);

  bool is_asleep() const { return asleep_.load(std::memory_order_seq_cst); }
  /// How often notify() found the consumer asleep.
  std::uint64_t wakes() const { return wakes_.load(std::memory_order_relaxed); }

 private:
  void wake_sleeper();

  std::atomic<bool> asleep_{false};
  std::atomic<std::uint64_t> wakes_{0};
  std::atomic<bool> interrupted_{false};
  Semaphore posts_;
};

}  // namespace testcenter
