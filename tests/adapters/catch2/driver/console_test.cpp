// What a user sees on the console: what he saw before.
#include "catch2/driver/catch2_test.hpp"

#include <algorithm>

namespace testcenter::test {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StrEq;

using ConsoleTest = Catch2Test;

TEST_P(ConsoleTest, OutputAndExitCodeStayWhatTheyWere) {
  std::vector<Words> ways = {{}, {"-s"}, {"-r", "compact"}};
  if (GetParam().is_v3()) ways.push_back({"-v", "high"});  // v2's console does not know it
  for (const auto& arguments : ways) {
    // Durations stand in no output of these.
    const auto alone = run("odd_catch2", arguments, {{"TESTCENTER_MODE", "off"}});
    const auto reporting = run_attached("odd_catch2", arguments);
    EXPECT_EQ(without_places(reporting.output), without_places(alone.output));
    EXPECT_EQ(reporting.exit_code, alone.exit_code);
    const auto ours = our_lines(reporting.errors);
    EXPECT_EQ(std::count(ours.begin(), ours.end(), '\n'), 2) << ours;
  }
}

TEST_P(ConsoleTest, IsTheSameWhereOutputIsCaptured) {
  const auto alone = run("odd_catch2", {}, {{"TESTCENTER_MODE", "off"}});
  const auto captured =
      run("odd_catch2", {}, {{"TESTCENTER_URL", center_url()}, {"TESTCENTER_CAPTURE", "failed"}});
  EXPECT_EQ(without_places(captured.output), without_places(alone.output));
  EXPECT_EQ(captured.exit_code, alone.exit_code);
  EXPECT_THAT(tree(), HasSubstr("attachment: stdout.txt, text/plain, "));
}

TEST_P(ConsoleTest, IsTheSameWhereAValueCannotBeWritten) {
  const auto alone = run("odd_catch2", {"[unwritable]"}, {{"TESTCENTER_MODE", "off"}});
  const auto reporting = run_attached("odd_catch2", {"[unwritable]"});
  EXPECT_EQ(without_places(reporting.output), without_places(alone.output));
  EXPECT_EQ(reporting.exit_code, alone.exit_code);
  EXPECT_THAT(tree(), ContainsRegex("FAIL CHECK\\( Unwritable\\(\\) == Unwritable\\(\\) \\)[^\n]*\n"
                                    "      detail: with expansion:\n"
                                    "        \\|   \\(an operator<< threw\\)\n"
                                    "        \\| with message:\n"
                                    "        \\|   before\n"));
}

TEST_P(ConsoleTest, JudgesAnExceptionBehindACheckNofailAsBefore) {
  const std::vector<Words> ways = {{}, {"-s"}, {"-r", "compact"}, {"-r", "junit"}, {"-r", "xml"}};
  for (auto arguments : ways) {
    arguments.insert(arguments.begin(), "[behind_nofail]");
    const auto alone = run("odd_catch2", arguments, {});
    const auto reporting = run_attached("odd_catch2", arguments);
    EXPECT_EQ(reporting.exit_code, alone.exit_code);
    if (arguments.back() == "junit" || arguments.back() == "xml") continue;  // places, durations
    EXPECT_EQ(without_places(reporting.output), without_places(alone.output));
  }
  const auto alone = run("odd_catch2", {"[behind_nofail]"}, {});
  const auto by_name = run("odd_catch2", {"[behind_nofail]", "-r", "testcenter"},
                           {{"TESTCENTER_URL", center_url()}});
  EXPECT_EQ(by_name.exit_code, alone.exit_code);
}

TEST_P(ConsoleTest, IsLeftAloneWithoutSettings) {
  const auto alone = run("odd_catch2", {}, {});
  EXPECT_THAT(our_lines(alone.errors), IsEmpty());
  EXPECT_THAT(reports(), IsEmpty());
}

TEST_P(ConsoleTest, OfAProgramThatOnlyLinksUsIsThatOfOneThatDoesNot) {
  const Words arguments = {"[exceptions]", "--name", "the tests"};
  const auto without_us = run("plain_catch2", arguments, {});
  EXPECT_THAT(without_us.output, HasSubstr("due to unexpected exception"));
  for (const Environment& inert : {Environment{}, Environment{{"TESTCENTER_MODE", "off"}}}) {
    EXPECT_EQ(run("odd_catch2", arguments, inert).output, without_us.output);
  }
}

TEST_P(ConsoleTest, ListsWithoutReporting) {
  for (const char* list : {"--list-tests", "--list-tags", "--list-reporters", "--help"}) {
    const auto alone = run("odd_catch2", {list}, {});
    const auto reporting = run_attached("odd_catch2", {list});
    const auto by_name =
        run("odd_catch2", {list, "-r", "testcenter"}, {{"TESTCENTER_URL", center_url()}});
    EXPECT_EQ(reporting.output, alone.output) << list;
    EXPECT_EQ(by_name.output, alone.output) << list;
    EXPECT_EQ(by_name.exit_code, alone.exit_code) << list;
    EXPECT_THAT(our_lines(by_name.errors), IsEmpty()) << list;
  }
  EXPECT_THAT(reports(), IsEmpty());
}

TEST_P(ConsoleTest, ByNamePrintsNothing) {
  const auto by_name =
      run("example_catch2", {"-r", "testcenter"}, {{"TESTCENTER_URL", center_url()}});
  EXPECT_THAT(by_name.output, StrEq(""));
  EXPECT_THAT(reports(), SizeIs(1));
}

TEST_P(ConsoleTest, ByNameStandsBesideAnother) {
  if (!GetParam().is_v3()) GTEST_SKIP() << "v2 takes one reporter";
  const auto alone = run("example_catch2", {"-r", "console"}, {});
  const auto both =
      run("example_catch2", {"-r", "console", "-r", "testcenter::out=-::Xproject=Shop"},
          {{"TESTCENTER_URL", center_url()}});
  EXPECT_EQ(both.output, alone.output);
  EXPECT_EQ(both.exit_code, alone.exit_code);
  EXPECT_EQ(only_report()["project"], "Shop");
}

TEST_P(ConsoleTest, AnOptionThatIsWrongIsOneLineAndNothingIsReported) {
  if (!GetParam().is_v3()) GTEST_SKIP() << "v2 has no options of reporters";
  const auto alone = run("example_catch2", {"-r", "console"}, {});
  const auto both =
      run("example_catch2", {"-r", "console", "-r", "testcenter::out=-::Xpasses=some"},
          {{"TESTCENTER_URL", center_url()}});
  EXPECT_EQ(both.output, alone.output);
  EXPECT_EQ(both.exit_code, alone.exit_code);
  EXPECT_EQ(
      our_lines(both.errors),
      "testcenter: the reporter's option Xpasses=\"some\" is not one of all, summary; reporting is "
      "off, the tests run on\n");
  EXPECT_THAT(reports(), IsEmpty());
}

FOR_EVERY_CATCH2(ConsoleTest);

}  // namespace
}  // namespace testcenter::test
