// Programs that end in the middle of a test.
#include "catch2/driver/catch2_test.hpp"
#include "scripted_server/scripted_server.hpp"

#include <csignal>

namespace testcenter::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class CrashTest : public Catch2Test {
 protected:
  ProgramRun run_case(const std::string& name) {
    const auto alone = run("crashing_catch2", {"before," + name}, {});
    const auto reporting = run_attached("crashing_catch2", {"before," + name});
    EXPECT_EQ(without_places(reporting.output), without_places(alone.output));
    EXPECT_EQ(reporting.exit_code, alone.exit_code);
    EXPECT_THAT(spooled(), IsEmpty()) << "everything was sent";
    return reporting;
  }
};

TEST_P(CrashTest, ASignalIsFatalWhereItHappened) {
  EXPECT_EQ(run_case("segv").exit_code, -SIGSEGV);
  EXPECT_THAT(tree(), HasSubstr(R"(
    section "outer"  FATAL
      description: tests/adapters/catch2/crashing/crashes.cpp:13
      section "inner"  FATAL
        description: tests/adapters/catch2/crashing/crashes.cpp:14
        PASS CHECK( true )  @ tests/adapters/catch2/crashing/crashes.cpp:15
        FATAL Fatal error: SIGSEGV - Segmentation violation signal)"));
}

TEST_P(CrashTest, AbortIsFatal) {
  EXPECT_EQ(run_case("abort").exit_code, -SIGABRT);
  EXPECT_THAT(tree(), HasSubstr("FATAL Fatal error: SIGABRT"));
}

TEST_P(CrashTest, TerminationIsFatal) {
  EXPECT_EQ(run_case("term").exit_code, -SIGTERM);
  EXPECT_THAT(tree(), HasSubstr("FATAL Fatal error: SIGTERM"));
}

TEST_P(CrashTest, ASignalThatCatch2DoesNotCatchIsFatalAsWell) {
  EXPECT_EQ(run_case("bus").exit_code, -SIGBUS);
  EXPECT_THAT(tree(), HasSubstr("FATAL Crashed: SIGBUS (bus error)"));
}

TEST_P(CrashTest, OfAServerThatIsDownSaysWhereTheJournalIs) {
  const RefusingPort port;
  const auto died = run("crashing_catch2", {"before,segv"}, {{"TESTCENTER_URL", port.url()}});
  EXPECT_EQ(died.exit_code, -SIGSEGV);
  ASSERT_THAT(spooled(), SizeIs(1));
  EXPECT_THAT(our_lines(died.errors), HasSubstr("/" + spooled()[0] + "; to send them: "));
}

TEST_P(CrashTest, ExitIsFatalAlthoughCatch2DoesNotSeeIt) {
  EXPECT_EQ(run_case("exit").exit_code, 4);
  EXPECT_THAT(tree(), HasSubstr("FATAL The process exited inside of this: exit() was called"));
}

TEST_P(CrashTest, AForkedChildReportsNothing) {
  run_attached("crashing_catch2", {"fork"});
  EXPECT_THAT(tree(), Not(HasSubstr("in the child")));
  EXPECT_THAT(tree(), Not(HasSubstr("FAIL")));
  EXPECT_THAT(spooled(), IsEmpty());
}

FOR_EVERY_CATCH2(CrashTest);

}  // namespace
}  // namespace testcenter::test
