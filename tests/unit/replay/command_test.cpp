// A command under a supervisor, and how it is heard of its end.

#include "replay/command.hpp"

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>

namespace testcenter::test {
namespace {

constexpr std::chrono::seconds at_most{1};

/// Leaves the signals of this process as they were.
class CommandTest : public testing::Test {
 protected:
  CommandTest() { pthread_sigmask(SIG_SETMASK, nullptr, &before_); }
  ~CommandTest() override { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

TEST_F(CommandTest, TellsHowItEnded) {
  replay::ProcessWatch watch;
  replay::Command command(watch);
  int exit_code = 0;
  ASSERT_TRUE(command.start({"/bin/sh", "-c", "exit 3"}, {}, exit_code));
  while (!command.status() && !command.is_lost()) command.wait(at_most);
  ASSERT_TRUE(command.status());
  EXPECT_EQ(3, replay::end_from_status(*command.status()).exit_code);
  EXPECT_FALSE(command.is_lost());
}

TEST_F(CommandTest, MayBeAScriptWhoseFirstLineNamesNoInterpreter) {
  const TemporaryFolder folder;
  const std::string script = folder.write("script", "exit $(($1 + $#))\n");
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  replay::ProcessWatch watch;
  replay::Command command(watch);
  int exit_code = 0;
  ASSERT_TRUE(command.start({script, "40", "a b"}, {}, exit_code));
  while (!command.status() && !command.is_lost()) command.wait(at_most);
  ASSERT_TRUE(command.status());
  EXPECT_EQ(42, replay::end_from_status(*command.status()).exit_code);
}

TEST_F(CommandTest, IsLostWhereAnotherReapsIt) {
  replay::ProcessWatch watch;
  replay::Command command(watch);
  int exit_code = 0;
  ASSERT_TRUE(command.start({"/bin/sh", "-c", "exit 3"}, {}, exit_code));
  EXPECT_FALSE(command.is_lost());
  ASSERT_GT(waitpid(-1, nullptr, 0), 0);
  command.wait(at_most);
  EXPECT_FALSE(command.status());
  EXPECT_TRUE(command.is_lost());
}

}  // namespace
}  // namespace testcenter::test
