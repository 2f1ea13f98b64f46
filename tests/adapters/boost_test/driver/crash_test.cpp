// Tests that end by a signal, a timeout, or with the whole program.
#include "boost_test/driver/boost_test.hpp"
#include "scripted_server/scripted_server.hpp"

#include <regex>

namespace testcenter::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class CrashTest : public BoostTest {
 protected:
  ProgramRun run_case(const std::string& name, const Words& options = {}) {
    Words selection = {"--color_output=no", "--run_test=ends/before,behind," + name};
    selection.insert(selection.end(), options.begin(), options.end());
    const auto alone = run("odd_boost_test", selection);
    auto reporting = run_reporting("odd_boost_test", selection, {{"TESTCENTER_MAX_PASSES", "1"}});
    EXPECT_EQ(without_addresses(reporting.output), without_addresses(alone.output));
    EXPECT_EQ(reporting.exit_code, alone.exit_code);
    EXPECT_THAT(spooled(), IsEmpty()) << "everything was sent";
    return reporting;
  }

  /// One that asserts without end until its time is over.
  ProgramRun run_endless(const std::string& name) {
    auto reporting = run_reporting("odd_boost_test", {"--run_test=ends/before,behind," + name},
                                   {{"TESTCENTER_MAX_PASSES", "1"}});
    EXPECT_THAT(spooled(), IsEmpty()) << "everything was sent";
    return reporting;
  }

  static std::string without_counts(const std::string& text) {
    return std::regex_replace(text, std::regex("[0-9]+ (more )?assertions"), "MANY $1assertions");
  }
  static std::string without_addresses(const std::string& text) {
    return std::regex_replace(text, std::regex("0x[0-9a-f]+"), "ADDRESS");
  }
  std::string tree_of_ends() const { return without_addresses(tree_of("ends")); }
};

TEST_P(CrashTest, ASignalIsFatalWhereItHappened) {
  run_case("segv");
  EXPECT_EQ(tree_of_ends(), R"(
suite "ends"  FATAL
  description: tests/adapters/boost_test/odd/ends.cpp:13
  case "before"  PASS
    description: tests/adapters/boost_test/odd/ends.cpp:15
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:15
  case "segv"  FATAL
    description: tests/adapters/boost_test/odd/ends.cpp:17
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:18
    FATAL signal: SIGSEGV, si_code: -6 (memory access violation at address: ADDRESS)  @ tests/adapters/boost_test/odd/ends.cpp:18
      detail: Last checkpoint: tests/adapters/boost_test/odd/ends.cpp:18
    LOG Test is aborted
    LOG Failed in TIME: 1 of 2 assertions failed
  LOG Test is aborted
  case "behind"  SKIPPED
    description: tests/adapters/boost_test/odd/ends.cpp:53
    SKIPPED not run: the tests were aborted
)");
}
TEST_P(CrashTest, AnErrorOfArithmeticIsFatal) {
  run_case("fpe");
  EXPECT_EQ(tree_of_ends(), R"(
suite "ends"  FATAL
  description: tests/adapters/boost_test/odd/ends.cpp:13
  case "before"  PASS
    description: tests/adapters/boost_test/odd/ends.cpp:15
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:15
  case "fpe"  FATAL
    description: tests/adapters/boost_test/odd/ends.cpp:21
    FATAL signal: SIGFPE, si_code: -6 (errnoneous arithmetic operations; address of failing instruction: ADDRESS)  @ tests/adapters/boost_test/odd/ends.cpp:22
      detail: Last checkpoint: tests/adapters/boost_test/odd/ends.cpp:22 dividing
    LOG Failed in TIME: 1 of 1 assertion failed
  case "behind"  PASS
    description: tests/adapters/boost_test/odd/ends.cpp:53
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:53
)");
}
TEST_P(CrashTest, AbortIsFatal) {
  run_case("aborts");
  EXPECT_EQ(tree_of_ends(), R"(
suite "ends"  FATAL
  description: tests/adapters/boost_test/odd/ends.cpp:13
  case "before"  PASS
    description: tests/adapters/boost_test/odd/ends.cpp:15
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:15
  case "aborts"  FATAL
    description: tests/adapters/boost_test/odd/ends.cpp:25
    FATAL signal: SIGABRT (application abort requested)  @ tests/adapters/boost_test/odd/ends.cpp:25
    LOG Failed in TIME: 1 of 1 assertion failed
  case "behind"  PASS
    description: tests/adapters/boost_test/odd/ends.cpp:53
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:53
)");
}
TEST_P(CrashTest, ATimeoutIsFatalEvenWithinAReport) {
  EXPECT_EQ(run_endless("times_out").exit_code, 201);
  EXPECT_EQ(without_counts(tree_of_ends()), R"(
suite "ends"  FATAL
  description: tests/adapters/boost_test/odd/ends.cpp:13
  case "before"  PASS
    description: tests/adapters/boost_test/odd/ends.cpp:15
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:15
  case "times_out"  FATAL
    summary: timeout: 1 s
    description: tests/adapters/boost_test/odd/ends.cpp:42
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:43
    FATAL signal: SIGALRM (timeout while executing function)  @ tests/adapters/boost_test/odd/ends.cpp:43
      detail: Last checkpoint: tests/adapters/boost_test/odd/ends.cpp:43
    PASS MANY more assertions passed
    LOG Failed in TIME: 1 of MANY assertions failed
  case "behind"  PASS
    description: tests/adapters/boost_test/odd/ends.cpp:53
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:53
)");
}
TEST_P(CrashTest, ASuiteThatTimesOutSkipsTheRest) {
  EXPECT_EQ(run_endless("slow").exit_code, 201);
  EXPECT_EQ(without_counts(tree_of("ends/slow")), R"(
suite "ends/slow"  FATAL
  summary: timeout: 1 s
  description: tests/adapters/boost_test/odd/ends.cpp:46
  case "first"  FATAL
    description: tests/adapters/boost_test/odd/ends.cpp:47
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:48
    FATAL signal: SIGALRM (timeout while executing function)  @ tests/adapters/boost_test/odd/ends.cpp:48
      detail: Last checkpoint: tests/adapters/boost_test/odd/ends.cpp:48
    PASS MANY more assertions passed
    LOG Failed in TIME: 1 of MANY assertions failed
  FATAL The suite took longer than its timeout
  case "second"  SKIPPED
    description: tests/adapters/boost_test/odd/ends.cpp:50
    SKIPPED timeout for the test unit is exceeded
)");
}
TEST_P(CrashTest, ExitIsFatalAlthoughBoostDoesNotSeeIt) {
  EXPECT_EQ(run_case("exits").exit_code, 4);
  EXPECT_EQ(tree_of_ends(), R"(
suite "ends"  FATAL
  description: tests/adapters/boost_test/odd/ends.cpp:13
  case "before"  PASS
    description: tests/adapters/boost_test/odd/ends.cpp:15
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:15
  case "exits"  FATAL
    description: tests/adapters/boost_test/odd/ends.cpp:26
    PASS check true has passed  @ tests/adapters/boost_test/odd/ends.cpp:27
    FATAL The process exited inside of this: exit() was called
    LOG Failed in TIME: 1 failure
)");
}
TEST_P(CrashTest, TerminationIsFatalAlthoughBoostDoesNotSeeIt) {
  EXPECT_EQ(run_case("terminated").exit_code, -SIGTERM);
  EXPECT_THAT(tree_of_ends(), HasSubstr("FATAL Ended by SIGTERM (termination request)"));
}
TEST_P(CrashTest, NoTimeoutEndsTheWaitForTheServerOfOneThatIsTerminated) {
  ScriptedServer mute;
  mute.then(Behaviour::stall(Behaviour::Moment::request), 10);
  const auto died = run("odd_boost_test", {"--run_test=ends/terminated_in_time,behind"},
                        {{"TESTCENTER_URL", mute.url()}});
  EXPECT_EQ(died.exit_code, -SIGTERM);
  EXPECT_THAT(spooled(), SizeIs(1));
}
TEST_P(CrashTest, ASignalThatBoostIsToldToLeaveAloneIsFatalAsWell) {
  EXPECT_EQ(run_case("segv", {"--catch_system_errors=no"}).exit_code, -SIGSEGV);
  EXPECT_THAT(tree_of_ends(), HasSubstr("FATAL Crashed: SIGSEGV (segmentation fault)"));
}
TEST_P(CrashTest, AForkedChildReportsNothing) {
  // What both write to the console, comes in any order.
  EXPECT_EQ(run_reporting("odd_boost_test", {"--run_test=ends/forks"}).exit_code, 0);
  EXPECT_THAT(tree(), Not(HasSubstr("in the child")));
  EXPECT_THAT(tree(), Not(HasSubstr("FAIL")));
  EXPECT_THAT(tree(), HasSubstr("PASS check child > 0 has passed"));
  EXPECT_THAT(spooled(), IsEmpty());
}

FOR_EVERY_BOOST(CrashTest);

}  // namespace
}  // namespace testcenter::test
