#pragma once

#include <csignal>

namespace testcenter::boost_test {

/// Keeps SIGALRM away from this thread as long as it lives, if `wanted`: where a test may time out,
/// Boost.Test's handler jumps out of whatever the thread is doing. One that comes meanwhile is
/// delivered afterwards.
class AlarmBlock {
 public:
  explicit AlarmBlock(bool wanted);
  ~AlarmBlock();
  AlarmBlock(const AlarmBlock&) = delete;
  AlarmBlock& operator=(const AlarmBlock&) = delete;

 private:
  const bool wanted_;
  sigset_t before_;
};

}  // namespace testcenter::boost_test
