#include "support/wake.hpp"

namespace testcenter {

void Wake::wake_sleeper() {
  if (!asleep_.exchange(false, std::memory_order_seq_cst)) return;  // another one wakes it
  wakes_.fetch_add(1, std::memory_order_relaxed);
  posts_.post();
}

void Wake::interrupt() {
  interrupted_.store(true, std::memory_order_seq_cst);
  posts_.post();
}

void Wake::sleep(const std::function<bool()>& has_news) {
  asleep_.store(true, std::memory_order_seq_cst);
  if (!has_news()) {
    // A post may be left over from an earlier sleep, which ended without it.
    while (!interrupted_.load() && asleep_.load()) posts_.wait();
  }
  asleep_.store(false, std::memory_order_seq_cst);
  interrupted_.store(false, std::memory_order_seq_cst);
}

void Wake::sleep_until(TimePoint until) {
  while (!interrupted_.load() && posts_.wait_until(until)) {
  }
  interrupted_.store(false, std::memory_order_seq_cst);
}

}  // namespace testcenter
