#include "allocations.hpp"
#include "recorder_case.hpp"
#include "support/forked_child.hpp"
#include "support/no_system_calls.hpp"

#include <unistd.h>

#include <csignal>

using testcenter::test::cannot_forbid;
using testcenter::test::forbid_system_calls;
using testcenter::test::in_forked_child;
using testcenter::test::leave_without_system_calls;

namespace {

class Cost : public RecorderCase {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "sanitizers allocate and make system calls of their own";
#endif
    start();
    run_a_case();  // warms up
  }

  void run_a_case() {
    const auto c = test_case(suite());
    for (int i = 0; i < 20; ++i) {
      add(c, EventType::fail, text_);
      add(c, EventType::pass, text_);
    }
    close(section(c), {1, 2});
    close(c, {1, 2});
  }

  const std::string text_ = std::string(256, 'x');
};

TEST_F(Cost, OfResultsIsNoAllocation) {
  const std::uint64_t before = allocations_of_this_thread();
  for (int i = 0; i < 100; ++i) run_a_case();
  EXPECT_EQ(allocations_of_this_thread(), before);
  const std::string probe(1000, 'x');
  EXPECT_EQ(allocations_of_this_thread(), before + 1) << "the counter counts";
}

TEST_F(Cost, OfResultsIsNoSystemCall) {
  const int ended = in_forked_child([&] {
    recorder_->writer().prepare();
    forbid_system_calls();
    for (int i = 0; i < 20; ++i) run_a_case();
    leave_without_system_calls();
  });
  if (ended == cannot_forbid) GTEST_SKIP() << "system calls cannot be forbidden here";
  EXPECT_EQ(ended, 0);
}

TEST_F(Cost, IsMeasuredByAProbeThatSeesSystemCalls) {
  const int ended = in_forked_child([] {
    forbid_system_calls();
    getppid();
    leave_without_system_calls();
  });
  if (ended == cannot_forbid) GTEST_SKIP() << "system calls cannot be forbidden here";
  EXPECT_EQ(ended, -SIGSYS);
}

}  // namespace
