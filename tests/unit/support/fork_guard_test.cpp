#include "support/fork_guard.hpp"

#include "support/forked_child.hpp"

#include <gtest/gtest.h>

#include <sys/syscall.h>

#include <thread>

namespace fork_guard = testcenter::fork_guard;
using testcenter::test::ended_with;
using testcenter::test::in_forked_child;

namespace {

TEST(ForkGuard, IsTheSameInAllThreadsOfAProcess) {
  const std::uint64_t mine = fork_guard::current();
  EXPECT_NE(mine, 0U);
  EXPECT_EQ(fork_guard::current(), mine);
  EXPECT_TRUE(fork_guard::is_current(mine));
  std::thread([mine] { EXPECT_TRUE(fork_guard::is_current(mine)); }).join();
  EXPECT_FALSE(fork_guard::is_current(mine + 1));
}

TEST(ForkGuard, IsAnotherInAForkedChild) {
  const std::uint64_t parents = fork_guard::current();
  EXPECT_EQ(in_forked_child([parents] {
              EXPECT_FALSE(fork_guard::is_current(parents));
              const std::uint64_t mine = fork_guard::current();
              EXPECT_NE(mine, parents);
              EXPECT_TRUE(fork_guard::is_current(mine));
              EXPECT_FALSE(fork_guard::is_current(parents));
            }),
            0);
  EXPECT_TRUE(fork_guard::is_current(parents)) << "a child's life is its own";
}

TEST(ForkGuard, IsAnotherInAGrandchild) {
  const std::uint64_t mine = fork_guard::current();
  EXPECT_EQ(in_forked_child([mine] {
              const std::uint64_t childs = fork_guard::current();
              EXPECT_EQ(in_forked_child([mine, childs] {
                          EXPECT_FALSE(fork_guard::is_current(mine));
                          EXPECT_FALSE(fork_guard::is_current(childs));
                        }),
                        0);
            }),
            0);
}

TEST(ForkGuard, SeesAChildThatRanNoForkHandlers) {
  const std::uint64_t parents = fork_guard::current();
  const long child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
  if (child == 0) syscall(SYS_exit_group, fork_guard::is_current(parents) ? 1 : 0);
  EXPECT_EQ(ended_with(static_cast<pid_t>(child)), 0);
}

int handled = 0;

TEST(ForkGuard, RunsHandlersInChildrenOnly) {
  static const bool registered = (fork_guard::on_fork([] { ++handled; }), true);
  ASSERT_TRUE(registered);
  EXPECT_EQ(in_forked_child([] { EXPECT_EQ(handled, 1); }), 0);
  EXPECT_EQ(handled, 0);
}

}  // namespace
