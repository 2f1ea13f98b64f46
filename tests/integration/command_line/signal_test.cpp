// Signals to the supervisor: they are the command's.

#include "integration/command_line/reporter_program.hpp"
#include "support/local_center/local_center_process.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdint>
#include <string>
#include <thread>

namespace testcenter::test {
namespace {

class Signals : public testing::TestWithParam<int> {};

TEST_P(Signals, AreHandedOnToTheCommand) {
  const LocalCenterProcess center;
  const ReporterProgram program(center.url());
  const std::string number = std::to_string(GetParam());
  RunningProgram run(
      {REPORTER_PROGRAM, "run", "--", "/bin/sh", "-c",
       "trap 'echo got; exit 3' " + number + "; echo ready; while :; do sleep 0.01; done"},
      program.environment());
  ASSERT_EQ("ready", run.read_line());
  run.signal(GetParam());
  EXPECT_EQ("got", run.read_line());
  EXPECT_EQ(3, run.wait());
}

TEST_P(Signals, ThatTheCommandDiesOfAreWhatTheSupervisorDiesOf) {
  const LocalCenterProcess center;
  const ReporterProgram program(center.url());
  RunningProgram run(
      {REPORTER_PROGRAM, "run", "--", ACTOR_PROGRAM, "suite:S", "case:C", "ready", "stop"},
      program.environment());
  ASSERT_EQ("ready", run.read_line());
  run.signal(GetParam());
  EXPECT_EQ(-GetParam(), run.wait());
  EXPECT_EQ(1U, center.get_json("/api/reports").size()) << "what it reported is there";
  EXPECT_THAT(program.kept(), testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Of, Signals, testing::Values(SIGINT, SIGTERM, SIGHUP, SIGQUIT));

TEST(SignalsAfterTheCommand, EndTheWaitingForTheServer) {
  ScriptedServer mute;
  mute.then(Behaviour::stall(Behaviour::Moment::request), 10);
  ReporterProgram program(mute.url());
  program.set("TESTCENTER_STALL_TIMEOUT", "600");
  // The command takes no notice of the signals that are handed on while it runs.
  RunningProgram run({REPORTER_PROGRAM, "run", "--", "/bin/sh", "-c",
                      "trap '' TERM; '" ACTOR_PROGRAM "' suite:S case:C >/dev/null; exit 0"},
                     program.environment());
  ASSERT_TRUE(mute.wait_for_requests(1));
  while (!run.has_ended()) {
    run.signal(SIGTERM);
    std::this_thread::yield();
  }
  EXPECT_EQ(0, run.wait()) << "the command's own";
  EXPECT_THAT(program.kept(), testing::SizeIs(1));
}

TEST(SignalsOfTheCommandsEnd, AreHeardAlthoughTheyWereIgnoredBefore) {
  const LocalCenterProcess center;
  const ReporterProgram program(center.url());
  RunningProgram run(
      {REPORTER_PROGRAM, "run", "--", "/bin/sh", "-c", "grep SigIgn: /proc/self/status; exit 3"},
      program.environment(), SIGCHLD);
  const std::string ignored = run.read_line();
  ASSERT_EQ(0U, ignored.rfind("SigIgn:", 0));
  const std::uint64_t signals = std::stoull(ignored.substr(7), nullptr, 16);
  EXPECT_EQ(0U, signals >> (SIGCHLD - 1U) & 1U) << "nor does the command ignore them: " << ignored;
  EXPECT_EQ(3, run.wait());
}

}  // namespace
}  // namespace testcenter::test
