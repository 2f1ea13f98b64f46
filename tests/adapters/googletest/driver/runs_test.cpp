// Programs whose tests run in another way than usual (runs/).
#include "googletest/driver/adapter_test.hpp"
#include "support/tree_text.hpp"

namespace testcenter::test {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using ::testing::StrEq;

constexpr const char* environment = "Global test environment";

class RunsTest : public AdapterTest {
 protected:
  ProgramRun run_way(const std::string& way, const Environment& more = {}) {
    const auto alone = run("runs_googletest", {way}, {{"TESTCENTER_MODE", "off"}});
    const auto reporting = run_reporting("runs_googletest", {way}, more);
    EXPECT_EQ(reporting.output, alone.output);
    EXPECT_EQ(reporting.exit_code, alone.exit_code);
    return reporting;
  }

  /// What a program of tests that pass looks like.
  static std::vector<std::string> plain_suites() { return {"First", "Second"}; }

  std::vector<std::string> suites(const nlohmann::json& report) const {
    std::vector<std::string> names;
    for (const auto& element : report["elements"]) names.push_back(element["name"]);
    return names;
  }
};

TEST_P(RunsTest, StragglersAreHeardWhileTheRunIsFinishedAndAfter) {
  run_reporting("runs_googletest", {"straggler_asserts"});
  std::vector<std::string> heard;
  const auto report = only_report();
  for (const auto& suite : report["elements"]) {
    if (suite["name"] != environment) continue;
    for (const auto& event : suite["events"]) {
      if (event["type"] == "FAIL") heard.push_back(event["message"]);
    }
  }
  ASSERT_EQ(heard.size(), 300);
  for (std::size_t i = 0; i < heard.size(); ++i) {
    ASSERT_EQ(heard[i], "late " + std::to_string(i));
  }
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, AFailureThatIsToldOfBehindItsTestIsThereOnce) {
  const auto told = run_way("told_of_behind_the_test");
  EXPECT_EQ(told.exit_code, 1);
  EXPECT_THAT(told.errors, HasSubstr("(1 failure)"));
  EXPECT_THAT(tree_of("First"), HasSubstr("FAIL in the first"));
}

TEST_P(RunsTest, FailuresThatAreToldOfInAnotherLevelAreThereOnce) {
  if (is_at_least(13)) GTEST_SKIP() << "GoogleTest takes its mutex between the levels";
  const auto told = run_way("told_of_in_another_level");
  EXPECT_EQ(told.exit_code, 1);
  EXPECT_THAT(told.errors, HasSubstr("(2 failures)"));
  EXPECT_THAT(tree_of("First"), HasSubstr("FAIL ahead of all tests"));
  EXPECT_THAT(tree_of("Second"), HasSubstr("FAIL in the last"));
}

TEST_P(RunsTest, FailureThatIsToldOfAsTheRunBeginsIsThereOnce) {
  const auto told = run_way("told_of_in_the_run_that_begins");
  EXPECT_THAT(told.errors, HasSubstr("(1 failure)"));
  EXPECT_THAT(tree_of(environment), HasSubstr("FAIL ahead of the run"));
}

TEST_P(RunsTest, FailureThatIsToldOfBehindTheRunIsThereOnce) {
  if (is_at_least(13)) GTEST_SKIP() << "GoogleTest takes its mutex between the levels";
  const auto told = run_way("told_of_behind_the_run");
  EXPECT_THAT(told.errors,
              AllOf(HasSubstr("(1 failure)"), Not(ContainsRegex("reporting to.*reporting to"))));
  EXPECT_THAT(tree_of(environment), HasSubstr("FAIL in the run"));
}

TEST_P(RunsTest, FailureThatIsToldOfBehindASkipIsThereOnce) {
  if (!is_at_least(12)) GTEST_SKIP() << "GoogleTest skips no tests";
  const auto told = run_way("told_of_behind_a_skip");
  EXPECT_THAT(told.errors, HasSubstr("(2 failures)"));
  EXPECT_THAT(tree_of("Second"), AllOf(HasSubstr("FAIL of a thread"), HasSubstr("SKIPPED "),
                                       Not(ContainsRegex("SKIPPED .*SKIPPED .*SKIPPED "))));
}

TEST_P(RunsTest, ChildForkedAsTheRunBeginsMayAssert) {
  EXPECT_EQ(run_way("forks_while_the_run_begins").exit_code, 0);
}

TEST_P(RunsTest, FailuresAroundTheAppendingOfAListenerAreThereOnce) {
  const auto told = run_way("asserts_ahead_of_being_appended");
  EXPECT_THAT(told.errors, HasSubstr("(2 failures)"));
  EXPECT_THAT(tree_of(environment), AllOf(HasSubstr("FAIL ahead"), HasSubstr("FAIL behind")));
}

TEST_P(RunsTest, FailuresOfARunThatAListenerWasAppendedInAreNoneOfTheNext) {
  const auto told = run_way("appends_in_the_first_run");
  EXPECT_EQ(told.exit_code, 1);
  EXPECT_THAT(told.errors, HasSubstr("(0 failures)"));
}

TEST_P(RunsTest, PlainOneHasNoEnvironment) {
  const auto run = run_way("plain");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(suites(only_report()), plain_suites());
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, FailuresOfAnEnvironmentAreItsOwn) {
  run_way("environment_fails");
  EXPECT_EQ(tree_of(environment), R"(
suite "Global test environment"  FAIL
  FAIL Expected equality of these values: 1, 2: in SetUp  @ tests/adapters/googletest/runs/main.cpp:81
    detail: Expected equality of these values:
      |   1
      |   2
      | in SetUp
suite "Global test environment"  FAIL
  FAIL Expected equality of these values: 3, 4: in TearDown  @ tests/adapters/googletest/runs/main.cpp:81
    detail: Expected equality of these values:
      |   3
      |   4
      | in TearDown
)");
}

TEST_P(RunsTest, FatalFailureOfAnEnvironmentLeavesTestsOut) {
  run_way("environment_fails_fatally");
  EXPECT_THAT(tree_of(environment), HasSubstr("  FAIL no network"));
  if (!is_at_least(11)) return;  // an older GoogleTest says nothing of the tests it leaves out
  EXPECT_THAT(tree_of("First"), HasSubstr("SKIPPED Global test environment failed"));
}

TEST_P(RunsTest, SkipOfAnEnvironmentIsItsOwn) {
  run_way("environment_skips");
  EXPECT_THAT(tree_of(environment), StartsWith("\nsuite \"Global test environment\"  SKIPPED\n"
                                               "  SKIPPED no network"));
  EXPECT_THAT(tree_of("First"), StrEq("\n"));
}

TEST_P(RunsTest, ExceptionOfAnEnvironmentIsAnErrorAndNoCrash) {
  run_way("environment_throws");
  EXPECT_EQ(tree(), R"(suite "Global test environment"  ERROR
  ERROR C++ exception with description "no network" thrown in auxiliary test code (environments or event listeners).
)");
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, PropertiesOfAnEnvironmentAreItsOwn) {
  run_way("environment_records");
  EXPECT_THAT(tree_of(environment), AllOf(HasSubstr("  LOG network = up\n  LOG packets = 12\n"),
                                          HasSubstr("PASS Passed in TIME")));
}

TEST_P(RunsTest, WhatAnEnvironmentSaysIsItsOwn) {
  run_way("environment_talks");
  EXPECT_EQ(tree_of(environment), R"(
suite "Global test environment"  PASS
  LOG setting up
  section "network"  PASS
    LOG connecting
    PASS Passed in TIME
suite "Global test environment"  PASS
  ATTACHMENT traffic.txt
    attachment: traffic.txt, text/plain, 10 bytes
  PASS Passed in TIME
)");
}

TEST_P(RunsTest, FailureAfterTheEndIsInTheSameReport) {
  run_way("environment_fails_at_its_end");
  EXPECT_THAT(tree_of(environment), HasSubstr("  FAIL in the destructor"));
  EXPECT_THAT(tree(), Not(HasSubstr("FATAL")));
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, WordsAfterTheEndMakeNoCrash) {
  run_way("talks_after_the_end");
  EXPECT_THAT(tree_of(environment), AllOf(HasSubstr("FAIL after"), Not(HasSubstr("FATAL"))));
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, WordsBehindRunsThatWereGivenUpMakeNoCrash) {
  run_way("talks_behind_runs_that_are_given_up");
  EXPECT_THAT(tree(), AllOf(Not(HasSubstr("nobody closes")), Not(HasSubstr("FATAL"))));
  EXPECT_THAT(tree_of(environment), ContainsRegex("LOG setting up(.|\n)*LOG setting up"));
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, FailuresAfterTheEndAndAtExitAreInTheSameReport) {
  run_way("asserts_after_the_end_and_at_its_own");
  EXPECT_THAT(
      tree_of(environment),
      AllOf(HasSubstr("FAIL after"), HasSubstr("FAIL in the destructor"), Not(HasSubstr("FATAL"))));
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, FailureAtExitBehindARunThatWasGivenUpIsInTheSameReport) {
  run_way("environment_throws_and_fails_at_its_end");
  EXPECT_THAT(tree_of(environment),
              AllOf(HasSubstr("  ERROR C++ exception"), HasSubstr("  FAIL in the destructor"),
                    Not(HasSubstr("FATAL"))));
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, FailureAtExitOutOfATestIsInTheSameReport) {
  run_way("exits_in_a_test_and_asserts");
  EXPECT_THAT(tree_of("Second"), HasSubstr("FATAL "));
  EXPECT_THAT(tree_of(environment), AllOf(HasSubstr("FAIL at exit"), Not(HasSubstr("FATAL"))));
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, FailureOfATestThatRunsOnWhileTheProgramExitsIsInTheSameReport) {
  run_way("exits_while_another_thread_runs_the_tests");
  EXPECT_THAT(tree_of("First"), HasSubstr("FATAL "));
  EXPECT_THAT(tree_of(environment), AllOf(HasSubstr("FAIL meanwhile"), Not(HasSubstr("FATAL"))));
  EXPECT_THAT(tree_of("Second"), HasSubstr("case \"LeavesTheProgram\""));
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, NothingGoesOnWhereTheDiskIsFull) {
  const auto run = run_way("fills_the_disk_and_asserts");
  EXPECT_THAT(run.errors, AllOf(HasSubstr("File too large; reporting is off"),
                                Not(ContainsRegex("reporting is off.*reporting to"))));
  EXPECT_EQ(suites(only_report()), plain_suites());
}

TEST_P(RunsTest, AssertionsAroundAllTestsAreInOneReport) {
  run_way("asserts_around");
  EXPECT_THAT(suites(only_report()), ::testing::ElementsAre(environment, "First", "Second",
                                                            environment, environment, environment));
  EXPECT_THAT(tree_of(environment),
              AllOf(HasSubstr("FAIL before"), HasSubstr("LOG before = yes"),
                    HasSubstr("FAIL after"), HasSubstr("PASS and after"), Not(HasSubstr("FATAL"))));
}

TEST_P(RunsTest, ListenerMadeByHandReportsAlone) {
  run_way("by_hand");
  EXPECT_EQ(only_report()["batch"], "made by hand");
  EXPECT_EQ(suites(only_report()), plain_suites());
}

TEST_P(RunsTest, ListenerMadeByHandNeedsNoVariable) {
  run("runs_googletest", {"by_hand"}, {{"CENTER_URL", center_url()}});
  EXPECT_EQ(suites(only_report()), plain_suites());
}

TEST_P(RunsTest, TwoInOneProgramAreOneReport) {
  const auto run = run_way("twice");
  EXPECT_THAT(suites(only_report()), ::testing::ElementsAre("First", "Second", "First", "Second"));
  EXPECT_THAT(spooled(), IsEmpty()) << run.errors;
}

TEST_P(RunsTest, WhatTheProgramCapturesBetweenTwoIsItsOwn) {
  const auto run = run_way("captures_between_two_runs", {{"TESTCENTER_CAPTURE", "all"}});
  EXPECT_THAT(run.output, HasSubstr("hello again\n"));
  EXPECT_THAT(tree_of(environment), HasSubstr("FAIL in between"));
  EXPECT_THAT(tree_of("Second"), HasSubstr("attachment: stdout.txt, text/plain, 18 bytes"));
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, OneWithoutAnyTestIsInTheSameReport) {
  const auto run = run_way("nothing_in_between");
  EXPECT_THAT(suites(only_report()), ::testing::ElementsAre("First", "Second"));
  EXPECT_THAT(run.errors, HasSubstr("0 elements and 0 events (0 failures) reported as report 1"));
  EXPECT_THAT(spooled(), IsEmpty()) << run.errors;
}

TEST_P(RunsTest, LeavingAtOnceLosesNothing) {
  const auto run = run_way("leaves_at_once");
  EXPECT_EQ(suites(only_report()), plain_suites());
  EXPECT_THAT(tree(), Not(HasSubstr("FATAL")));
  EXPECT_THAT(spooled(), IsEmpty()) << run.errors;
}

TEST_P(RunsTest, ExitInATestIsFatalThere) {
  const auto run = run_way("exits_in_a_test");
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_THAT(tree_of("Second"), AllOf(HasSubstr("LOG still here"), HasSubstr("FATAL ")));
  EXPECT_THAT(tree_of("First"), Not(HasSubstr("FATAL ")));
}

TEST_P(RunsTest, ListenerThatThrowsHidesNothing) {
  run_way("throwing_listener");
  EXPECT_THAT(tree_of("First"), AllOf(HasSubstr(": not fatal"), HasSubstr("FAIL fatal")));
}

TEST_P(RunsTest, ListenerThatThrowsAheadHidesNothing) {
  run_way("throwing_listener_ahead");
  EXPECT_THAT(tree_of("First"), AllOf(HasSubstr(": not fatal"), HasSubstr("FAIL fatal")));
  EXPECT_THAT(tree_of("First"), HasSubstr("LOG Failed in TIME: 2 failures"));
}

TEST_P(RunsTest, ListenerThatEndsTheRunLeavesNothingOpen) {
  run_way("listener_throws_at_start");
  EXPECT_THAT(tree_of("First"),
              HasSubstr("ERROR C++ exception with description \"a bad listener\""));
  EXPECT_THAT(tree(), Not(HasSubstr("FATAL")));
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(RunsTest, ServerThatIsNotThereChangesNothing) {
  const auto alone = run_alone("runs_googletest", {"plain"});
  const auto run =
      this->run("runs_googletest", {"plain"},
                {{"TESTCENTER_URL", "http://127.0.0.1:1"}, {"TESTCENTER_STALL_TIMEOUT", "0.2"}});
  EXPECT_EQ(run.output, alone.output);
  EXPECT_EQ(run.exit_code, alone.exit_code);
  EXPECT_THAT(spooled(), ::testing::Contains(::testing::EndsWith(".journal")));
}

FOR_EVERY_GOOGLETEST(RunsTest);

}  // namespace
}  // namespace testcenter::test
