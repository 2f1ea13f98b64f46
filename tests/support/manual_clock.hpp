#pragma once

#include "support/clock.hpp"

namespace testcenter::test {

/// Stands still until the test moves it.
class ManualClock final : public Clock {
 public:
  TimePoint now() const override { return now_; }
  void advance(Duration by) { now_ += by; }
  void advance_to(TimePoint to) {
    if (to > now_) now_ = to;
  }

 private:
  TimePoint now_ = TimePoint{} + std::chrono::hours(1);
};

}  // namespace testcenter::test
