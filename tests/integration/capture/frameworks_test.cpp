// Test programs of each framework, whose own lines go to the console like any other output.
#include "integration/capture/printer_run.hpp"

#include <gmock/gmock.h>

namespace testcenter::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;
using ::testing::StartsWith;

class FrameworksTest : public ::testing::Test {
 protected:
  /// The console and the exit code stay what they are without us.
  void run(const std::string& capture, const std::string& program,
           const std::vector<std::string>& options = {}, Console console = Console::two_pipes) {
    std::vector<std::string> command{program};
    command.insert(command.end(), options.begin(), options.end());
    const auto alone = Running(command, {{"TESTCENTER_MODE", "off"}}, console).wait();
    const auto captured = Running(command, runs_.environment(capture), console).wait();
    EXPECT_EQ(without_durations(captured.out), without_durations(alone.out));
    EXPECT_EQ(captured.exit_code, alone.exit_code);
    EXPECT_FALSE(alone.out.empty());
    attached_ = runs_.attached();
  }

  static std::string without_durations(std::string text) {
    for (const char* const unit : {" ms)", " ms total)"}) {
      for (std::size_t at = text.find(unit); at != std::string::npos;
           at = text.find(unit, at + 1)) {
        while (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') text.erase(--at, 1);
      }
    }
    return text;
  }

  PrinterRuns runs_;
  std::map<std::string, std::string> attached_;
};

TEST_F(FrameworksTest, OfGoogleTestTheLinesOfFailuresStandInside) {
  run("all", GOOGLETEST_PROGRAM, {"--gtest_filter=Printing.*"});
  EXPECT_THAT(attached_, ElementsAre(Key("AndFailing/stdout.txt"), Key("AndPassing/stdout.txt"),
                                     Key("IntoACaptureOfTheTest/stdout.txt")));
  EXPECT_EQ(attached_["AndPassing/stdout.txt"], "printf\ncout\n");
  EXPECT_EQ(attached_["IntoACaptureOfTheTest/stdout.txt"], "not taken\n");
  EXPECT_THAT(attached_["AndFailing/stdout.txt"],
              AllOf(StartsWith("before\n"), HasSubstr("Failure\nExpected equality"),
                    HasSubstr("\nafter\n"), Not(HasSubstr("RUN")), Not(HasSubstr("FAILED"))));
}

TEST_F(FrameworksTest, OfGoogleTestFailedIsFailed) {
  run("failed", GOOGLETEST_PROGRAM, {"--gtest_filter=Printing.*"});
  EXPECT_THAT(attached_, ElementsAre(Key("AndFailing/stdout.txt")));
}

TEST_F(FrameworksTest, OfGoogleTestDeathTestsDieAsEver) {
  run("all", GOOGLETEST_PROGRAM, {"--gtest_filter=*Dying*"});
  const std::string expected = "before\non the child's stdout\nflushed by exit()\nafter\n";
  EXPECT_EQ(attached_["SaysItsLastWords/fast/stdout.txt"], expected);
  EXPECT_THAT(attached_["SaysItsLastWords/threadsafe/stdout.txt"],
              AllOf(HasSubstr("before\n"), HasSubstr("on the child's stdout\n"),
                    HasSubstr("flushed by exit()\n"), HasSubstr("after\n")));
}

TEST_F(FrameworksTest, OfGoogleTestColoursStayOnATerminal) {
  run("all", GOOGLETEST_PROGRAM, {"--gtest_filter=Printing.*"}, Console::terminal);
  EXPECT_THAT(attached_["AndFailing/output.txt"], StartsWith("before\n"));
}

#if defined(CATCH2_PROGRAM)
constexpr const char* same_seed = "--rng-seed=1";  // Catch2 3 prints it

TEST_F(FrameworksTest, OfCatch2CasesGetTheirOutput) {
  run("all", CATCH2_PROGRAM, {same_seed});
  EXPECT_THAT(attached_,
              ElementsAre(Key("prints and fails/stdout.txt"), Key("prints and passes/stdout.txt")));
  EXPECT_EQ(attached_["prints and passes/stdout.txt"], "printf\ncout\n");
  EXPECT_THAT(attached_["prints and fails/stdout.txt"],
              AllOf(StartsWith("before\n"), HasSubstr("1 == 2"), HasSubstr("before\ngood\n")));
}

TEST_F(FrameworksTest, OfCatch2WhatItTakesForAFileIsNotOurs) {
  run("all", CATCH2_PROGRAM, {same_seed, "--reporter=xml"});
  EXPECT_THAT(attached_["prints and passes/stdout.txt"], Not(HasSubstr("cout")));
}

TEST_F(FrameworksTest, OfCatch2FailedIsFailed) {
  run("failed", CATCH2_PROGRAM, {same_seed});
  EXPECT_THAT(attached_, ElementsAre(Key("prints and fails/stdout.txt")));
}
#endif

#if defined(BOOST_PROGRAM)
TEST_F(FrameworksTest, OfBoostTestCasesGetTheirOutput) {
  run("all", BOOST_PROGRAM, {"--color_output=no"}, Console::one_pipe);
  EXPECT_THAT(attached_,
              ElementsAre(Key("prints_and_fails/output.txt"), Key("prints_and_passes/output.txt")));
  EXPECT_EQ(attached_["prints_and_passes/output.txt"], "printf\ncout\n");
  EXPECT_THAT(
      attached_["prints_and_fails/output.txt"],
      AllOf(StartsWith("before\n"), HasSubstr("check 1 == 2 has failed"), HasSubstr("\nafter\n")));
}

TEST_F(FrameworksTest, OfBoostTestFailedIsFailed) {
  run("failed", BOOST_PROGRAM);
  EXPECT_THAT(attached_, ElementsAre(Key("prints_and_fails/stdout.txt")));
}
#endif

}  // namespace
}  // namespace testcenter::test
