// What people and their scripts see of a program stays what it was.
#include "googletest/driver/adapter_test.hpp"

#include <csignal>

namespace testcenter::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ConsoleTest : public AdapterTest {
 protected:
  void expect_same(const std::string& program, const Words& arguments) {
    const auto alone = run_alone(program, arguments);
    reporting_ = run_reporting(program, arguments);
    EXPECT_EQ(reporting_.output, alone.output);
    EXPECT_EQ(reporting_.exit_code, alone.exit_code);
    EXPECT_THAT(alone.output, ::testing::Not(IsEmpty()));
    EXPECT_THAT(our_lines(alone.errors), IsEmpty());
  }

  ProgramRun reporting_;
};

TEST_P(ConsoleTest, IsTheSameForTheExample) { expect_same("example_googletest", {}); }

TEST_P(ConsoleTest, IsTheSameForOddTests) {
  expect_same("odd_googletest", {});
  EXPECT_EQ(reporting_.exit_code, 1);
}

TEST_P(ConsoleTest, IsTheSameWhereOutputIsCaptured) {
  const auto alone = run_alone("odd_googletest", {});
  const auto captured = run_reporting("odd_googletest", {}, {{"TESTCENTER_CAPTURE", "all"}});
  EXPECT_EQ(captured.output, alone.output);
  EXPECT_EQ(captured.exit_code, alone.exit_code);
  EXPECT_THAT(tree(), HasSubstr("attachment: stdout.txt, text/plain, "));
}

TEST_P(ConsoleTest, IsTheSameForTestsThatPass) {
  expect_same("odd_googletest", {"--gtest_filter=*OfValues*"});
  EXPECT_EQ(reporting_.exit_code, 0);
}

TEST_P(ConsoleTest, HasTwoLinesOfOursEvenWhereTestsFork) {
  expect_same("odd_googletest", {"--gtest_filter=Forks.*:*DeathTest*"});
  const auto ours = our_lines(reporting_.errors);
  EXPECT_EQ(std::count(ours.begin(), ours.end(), '\n'), 2) << ours;
}

TEST_P(ConsoleTest, IsTheSameForAListOfTests) {
  expect_same("odd_googletest", {"--gtest_list_tests"});
  EXPECT_THAT(reporting_.errors, IsEmpty());
  EXPECT_THAT(reports(), IsEmpty());
}

TEST_P(ConsoleTest, IsTheSameForHelp) {
  expect_same("odd_googletest", {"--help"});
  EXPECT_THAT(reporting_.errors, IsEmpty());
  EXPECT_THAT(reports(), IsEmpty());
}

TEST_P(ConsoleTest, IsTheSameWhereNothingIsSelected) {
  expect_same("odd_googletest", {"--gtest_filter=NoSuchTest.*"});
  EXPECT_THAT(reports(), IsEmpty());
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(ConsoleTest, IsTheSameWhereFailuresThrow) {
  expect_same("odd_googletest", {"--gtest_filter=Messages.*", "--gtest_throw_on_failure"});
  EXPECT_EQ(reporting_.exit_code, -SIGABRT);
}

TEST_P(ConsoleTest, IsTheSameWhereNobodyCatches) {
  expect_same("odd_googletest", {"--gtest_filter=Throws.*", "--gtest_catch_exceptions=0"});
  EXPECT_EQ(reporting_.exit_code, -SIGABRT);
}

TEST_P(ConsoleTest, IsSilentWithoutASetting) {
  const auto alone = run_alone("example_googletest", {});
  EXPECT_THAT(alone.errors, IsEmpty());
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(ConsoleTest, NamesASettingThatCannotBe) {
  const auto alone = run_alone("example_googletest", {});
  const auto wrong = run("example_googletest", {}, {{"TESTCENTER_URL", "gopher://center"}});
  EXPECT_EQ(wrong.output, alone.output);
  EXPECT_EQ(wrong.exit_code, alone.exit_code);
  EXPECT_THAT(wrong.errors, HasSubstr("TESTCENTER_URL"));
  EXPECT_THAT(wrong.errors, HasSubstr("gopher://center"));
}

TEST_P(ConsoleTest, KeepsAJournalInSpoolMode) {
  const auto run = this->run("example_googletest", {}, {{"TESTCENTER_MODE", "spool"}});
  EXPECT_EQ(run.output, run_alone("example_googletest", {}).output);
  EXPECT_THAT(spooled(), ::testing::Contains(::testing::EndsWith(".journal")));
  EXPECT_THAT(reports(), IsEmpty());
}

FOR_EVERY_GOOGLETEST(ConsoleTest);

}  // namespace
}  // namespace testcenter::test
