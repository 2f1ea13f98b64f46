// What a user sees on the console, and in his logs: what he saw before.
#include "boost_test/driver/boost_test.hpp"

#include <regex>

namespace testcenter::test {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class ConsoleTest : public BoostTest {
 protected:
  static std::string settled(const std::string& text) {
    static const std::regex time(R"((<TestingTime>|time="|testing time: )[-0-9.e]+(ms|us|s)?)");
    return std::regex_replace(text, time, "TIME");
  }

  /// What threads say comes in any order.
  void expect_unchanged(Words arguments, const Environment& environment = {}) {
    arguments.push_back("--run_test=!threads");
    const auto alone = run("odd_boost_test", arguments, environment);
    const auto reporting = run_reporting("odd_boost_test", arguments, environment);
    EXPECT_EQ(settled(reporting.output), settled(alone.output));
    EXPECT_EQ(settled(without_ours(reporting.errors)), settled(alone.errors));
    EXPECT_EQ(reporting.exit_code, alone.exit_code);
    EXPECT_THAT(reporting.errors, HasSubstr("testcenter: reporting to "));
    EXPECT_THAT(reporting.errors, HasSubstr(" reported as report "));
  }

  void expect_unchanged_log(const std::string& logger) {
    const auto alone = path("alone"), reporting = path("reporting");
    run("odd_boost_test", {"--logger=" + logger + "," + alone, "--run_test=!threads"});
    run_reporting("odd_boost_test",
                  {"--logger=" + logger + "," + reporting, "--run_test=!threads"});
    EXPECT_THAT(content_of(alone), Not(IsEmpty()));
    EXPECT_EQ(settled(content_of(reporting)), settled(content_of(alone)));
  }

  static std::string without_ours(std::string errors) {
    return std::regex_replace(errors, std::regex("testcenter[^\n]*\n"), "");
  }
};

TEST_P(ConsoleTest, IsTheSameWhereOutputIsCaptured) {
  expect_unchanged({}, {{"TESTCENTER_CAPTURE", "all"}});
  EXPECT_THAT(tree(), HasSubstr("attachment: stdout.txt, text/plain, "));
}

TEST_P(ConsoleTest, OutputAndExitCodeStayWhatTheyWere) {
  for (const char* level : {"all", "test_suite", "message", "error", "nothing"}) {
    SCOPED_TRACE(level);
    expect_unchanged({"--color_output=no", std::string("--log_level=") + level});
  }
}
TEST_P(ConsoleTest, ReportsStayWhatTheyWere) {
  for (const char* level : {"no", "confirm", "short", "detailed"}) {
    SCOPED_TRACE(level);
    expect_unchanged({"--color_output=no", std::string("--report_level=") + level});
  }
}
TEST_P(ConsoleTest, FormatsAndSinksStayWhatTheyWere) {
  expect_unchanged({"--log_format=XML", "--log_level=all", "--log_sink=stdout"});
  // Runs within runs are too much for it.
  expect_unchanged({"--log_format=JUNIT", "--log_sink=stdout", "--run_test=!nested"});
  expect_unchanged({"--color_output=yes"});
  expect_unchanged({"--build_info", "--show_progress"});
  expect_unchanged({"--result_code=no"});
}
TEST_P(ConsoleTest, LogsBesideStayWhatTheyWere) {
  expect_unchanged_log("XML,all");
  expect_unchanged_log("HRF,test_suite");
  expect_unchanged_log("HRF,error");
}

TEST_P(ConsoleTest, OfAFailingGlobalFixtureStaysWhatItWas) {
  expect_unchanged({}, {{"ODD_WAY", "failing global fixture"}});
}

TEST_P(ConsoleTest, StaysWhatItWasWhereTextsThatNobodyElseWritesThrow) {
  const Words arguments = {"--color_output=no",
                           "--run_test=texts/that_cannot_be_written,of_what_passes"};
  const auto alone = run("odd_boost_test", arguments);
  const auto reporting = run_reporting("odd_boost_test", arguments);
  EXPECT_EQ(alone.exit_code, 0);
  EXPECT_EQ(reporting.exit_code, 0);
  EXPECT_EQ(settled(reporting.output), settled(alone.output));
  EXPECT_EQ(settled(without_ours(reporting.errors)), settled(alone.errors));
  EXPECT_THAT(tree(), ContainsRegex("case \"that_cannot_be_written\"  PASS\n[^\n]*\n"
                                    "    LOG it is \\(an operator<< threw\\) [^\n]*\n"
                                    "    PASS check '...' has passed [^\n]*\n"
                                    "    PASS check true has passed"));
}

TEST_P(ConsoleTest, StaysWhatItWasWhereTheLastWordsComeBehindTheRun) {
  const Environment way = {{"ODD_WAY", "late words"}};
  const Words arguments = {"--log_level=message", "--run_test=outer/inner"};
  const auto alone = run("odd_boost_test", arguments, way);
  const auto reporting = run_reporting("odd_boost_test", arguments, way);
  EXPECT_THAT(alone.output, HasSubstr("late, and later"));
  EXPECT_EQ(settled(reporting.output), settled(alone.output));
  EXPECT_EQ(reporting.exit_code, alone.exit_code);
  EXPECT_THAT(tree_of("Tests"), HasSubstr("LOG late"));
  EXPECT_THAT(tree_of("Tests"), HasSubstr("LOG late, and later"));
  EXPECT_THAT(tree(), Not(HasSubstr("any more")));
  EXPECT_THAT(tree(), Not(HasSubstr("FATAL")));
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(ConsoleTest, StaysWhatItWasWhereTheLastWordsAreKeptApart) {
  const Environment way = {{"ODD_WAY", "late words kept apart"}, {"TESTCENTER_CAPTURE", "all"}};
  const Words arguments = {"--color_output=no", "--log_level=message", "--run_test=outer/inner"};
  const auto alone = run("odd_boost_test", arguments, way);
  const auto reporting = run_reporting("odd_boost_test", arguments, way);
  EXPECT_THAT(alone.output, HasSubstr("kept: late\nas are others\n"));
  EXPECT_EQ(settled(reporting.output), settled(alone.output));
  EXPECT_THAT(tree_of("Tests"), HasSubstr("LOG late"));
}

TEST_P(ConsoleTest, IsLeftAloneWithoutSettings) {
  EXPECT_THAT(our_lines(run("odd_boost_test", {}).errors), IsEmpty());
  EXPECT_THAT(reports(), IsEmpty());
}

TEST_P(ConsoleTest, ListsWithoutReporting) {
  for (const char* argument : {"--list_content", "--list_content=DOT", "--list_labels", "--help",
                               "--version", "--run_test=there/is/none"}) {
    const auto alone = run("odd_boost_test", {argument});
    const auto reporting = run_reporting("odd_boost_test", {argument});
    EXPECT_EQ(reporting.output, alone.output) << argument;
    EXPECT_EQ(reporting.errors, alone.errors) << argument;
    EXPECT_EQ(reporting.exit_code, alone.exit_code) << argument;
  }
  EXPECT_THAT(reports(), IsEmpty());
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(ConsoleTest, ASettingThatIsWrongIsOneLineAndNothingIsReported) {
  const auto alone = run("odd_boost_test", {});
  const auto wrong = run_reporting("odd_boost_test", {}, {{"TESTCENTER_PASSES", "some"}});
  EXPECT_EQ(wrong.exit_code, alone.exit_code);
  EXPECT_THAT(our_lines(wrong.errors),
              ContainsRegex("^testcenter: [^\n]*TESTCENTER_PASSES[^\n]*\n$"));
  EXPECT_THAT(reports(), IsEmpty());
}

TEST_P(ConsoleTest, SettingsInCodeReportWithoutTheEnvironment) {
  run("odd_boost_test", {}, {{"ODD_WAY", "settings in code"}, {"ODD_URL", center_url()}});
  EXPECT_EQ(only_report()["project"], "by hand");
}

TEST_P(ConsoleTest, AFormatterOfTheUsersIsLeftWhereItIs) {
  for (const char* way : {"formatter in init", "formatter in configuration"}) {
    const Words arguments = {"--run_test=outer", "--color_output=no"};
    const auto alone = run("odd_boost_test", arguments, {{"ODD_WAY", way}});
    const auto reporting = run_reporting("odd_boost_test", arguments, {{"ODD_WAY", way}});
    EXPECT_THAT(alone.output, HasSubstr("case outer/before_the_inner\n"));
    EXPECT_EQ(settled(reporting.output), settled(alone.output));
    EXPECT_EQ(reporting.exit_code, alone.exit_code);
    EXPECT_THAT(our_lines(reporting.errors),
                ContainsRegex("^testcenter: this program puts a log formatter of its own into "
                              "Boost.Test's only slot for them [^\n]*\n$"));
  }
  EXPECT_THAT(reports(), IsEmpty());
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(ConsoleTest, AFormatThatAConfigurationSetsStays) {
  for (const char* way : {"format in configuration", "format in silent configuration"}) {
    SCOPED_TRACE(way);
    expect_unchanged({"--log_level=all"}, {{"ODD_WAY", way}});
  }
}

FOR_EVERY_BOOST(ConsoleTest);

}  // namespace
}  // namespace testcenter::test
