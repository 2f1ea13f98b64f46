#include "support/wake.hpp"

namespace testcenter {

void Wake::wake_sleeper() {
  if (!asleep_.exchange(false, std::memory_order_seq_cst)) return;  // another one wakes it
  wakes_.fetch_add(1, std::memory_order_relaxed);
  { const std::lock_guard lock(mutex_); }  // it is either before its look at asleep_, or waiting
  changed_.notify_one();
}

void Wake::interrupt() {
  {
    const std::lock_guard lock(mutex_);
    interrupted_ = true;
  }
  changed_.notify_one();
}

void Wake::sleep(const std::function<bool()>& has_news) {
  std::unique_lock lock(mutex_);
  asleep_.store(true, std::memory_order_seq_cst);
  if (!has_news()) {
    changed_.wait(lock, [this] { return interrupted_ || !asleep_.load(); });
  }
  asleep_.store(false, std::memory_order_seq_cst);
  interrupted_ = false;
}

void Wake::sleep_until(TimePoint until) {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, until, [this] { return interrupted_; });
  interrupted_ = false;
}

}  // namespace testcenter
