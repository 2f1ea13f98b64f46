// How processes end, as far as one who watches can know.

#include "replay/process_watch.hpp"

#include "support/forked_child.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace testcenter::test {
namespace {

std::uint32_t pid_of(pid_t pid) { return static_cast<std::uint32_t>(pid); }

TEST(ProcessWatch, KnowsTheSignalOfAChildThatWasReaped) {
  replay::ProcessWatch watch;
  const pid_t child = fork();
  if (child == 0) {
    pause();
    _exit(0);
  }
  watch.see(pid_of(child));
  EXPECT_FALSE(watch.end_of(pid_of(child))) << "it lives";
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  watch.reaped(pid_of(child), status);
  const auto end = watch.end_of(pid_of(child));
  ASSERT_TRUE(end);
  EXPECT_EQ(SIGKILL, end->signal);
}

TEST(ProcessWatch, KnowsAnExitCode) {
  const pid_t child = fork();
  if (child == 0) _exit(7);
  int status = 0;
  waitpid(child, &status, 0);
  const auto end = replay::end_from_status(status);
  EXPECT_EQ(0, end.signal);
  EXPECT_EQ(7, end.exit_code);
}

TEST(ProcessWatch, IsToldByTheKernelOfAProcessThatAnotherReapedOrKnowsNothing) {
  replay::ProcessWatch watch;
  const pid_t child = fork();
  if (child == 0) {
    pause();
    _exit(0);
  }
  watch.see(pid_of(child));
  kill(child, SIGTERM);
  int status = 0;
  waitpid(child, &status, 0);  // by whom the watch is not told
  const auto end = watch.end_of(pid_of(child));
  ASSERT_TRUE(end);
  EXPECT_TRUE(end->signal == SIGTERM || (end->signal == 0 && !end->exit_code))
      << "older kernels than 6.15 tell nobody but the parent";
}

TEST(ProcessWatch, KnowsNothingOfOneThatItNeverSaw) {
  replay::ProcessWatch watch;
  const pid_t child = fork();
  if (child == 0) _exit(0);
  int status = 0;
  waitpid(child, &status, 0);
  const auto end = watch.end_of(pid_of(child));
  ASSERT_TRUE(end);
  EXPECT_EQ(0, end->signal);
  EXPECT_FALSE(end->exit_code);
}

}  // namespace
}  // namespace testcenter::test
