#include "allocations.hpp"
#include "recorder_case.hpp"
#include "support/forked_child.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <iterator>

using testcenter::test::in_forked_child;

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

  /// From now on any system call kills this (forked) process. But for the clock's, which most
  /// machines read without one.
  static void forbid_system_calls() {
    sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_gettime, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    const sock_fprog program{std::size(steps), steps};
    const bool forbidden = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
    if (!forbidden) _exit(cannot_forbid);
  }
  [[noreturn]] static void leave() {
    syscall(SYS_exit_group, 0);
    std::abort();
  }

  static constexpr int cannot_forbid = 77;
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
    leave();
  });
  if (ended == cannot_forbid) GTEST_SKIP() << "system calls cannot be forbidden here";
  EXPECT_EQ(ended, 0);
}

TEST_F(Cost, IsMeasuredByAProbeThatSeesSystemCalls) {
  const int ended = in_forked_child([] {
    forbid_system_calls();
    getppid();
    leave();
  });
  if (ended == cannot_forbid) GTEST_SKIP() << "system calls cannot be forbidden here";
  EXPECT_EQ(ended, -SIGSYS);
}

}  // namespace
