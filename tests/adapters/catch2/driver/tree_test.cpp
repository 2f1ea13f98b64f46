// What Catch2 counts itself, against what the center got.
#include "catch2/driver/catch2_account.hpp"
#include "catch2/driver/catch2_test.hpp"

namespace testcenter::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class TreeTest : public Catch2Test {
 protected:
  void expect_as_catch2_says(const std::string& program, Words arguments = {}) {
    const auto file = path("account.xml");
    auto with_xml = arguments;
    with_xml.insert(with_xml.end(), {"-s", "-r", "xml", "-o", file});
    run(program, with_xml, {});
    run_attached(program, arguments);
    EXPECT_EQ(text_of(center_account(only_report())), text_of(catch2_account(file)));
    EXPECT_THAT(spooled(), IsEmpty());
  }
};

TEST_P(TreeTest, OfTheExampleIsWhatCatch2Says) { expect_as_catch2_says("example_catch2"); }
TEST_P(TreeTest, OfOddTestsIsWhatCatch2Says) { expect_as_catch2_says("odd_catch2"); }
TEST_P(TreeTest, OfASelectionIsWhatCatch2Says) {
  expect_as_catch2_says("odd_catch2", {"[sections],[shop]"});
}
TEST_P(TreeTest, OfHiddenTestsIsWhatCatch2Says) {
  expect_as_catch2_says("odd_catch2", {"[hidden]"});
}
TEST_P(TreeTest, OfAnAbortedRunIsWhatCatch2Says) { expect_as_catch2_says("odd_catch2", {"-a"}); }
TEST_P(TreeTest, OfThreeFailuresIsWhatCatch2Says) {
  expect_as_catch2_says("odd_catch2", {"-x", "3"});
}
TEST_P(TreeTest, OfARunThatWantsAssertionsIsWhatCatch2Says) {
  run("odd_catch2", {"-w", "NoAssertions", "-s", "-r", "xml", "-o", path("account.xml")}, {});
  run_attached("odd_catch2", {"-w", "NoAssertions"});
  const auto ours = center_account(only_report());
  const auto theirs = catch2_account(path("account.xml"));
  EXPECT_EQ(ours.failures, theirs.failures);
  EXPECT_EQ(ours.successes, theirs.successes);
}
TEST_P(TreeTest, OfARandomOrderIsWhatCatch2Says) {
  expect_as_catch2_says("odd_catch2", {"--order", "rand"});
}
TEST_P(TreeTest, OfShardsHasEverythingOnce) {
  if (!GetParam().is_v3()) GTEST_SKIP() << "v2 has no shards";
  std::size_t cases = 0;
  for (const char* shard : {"0", "1", "2"}) {
    run_attached("odd_catch2", {"--shard-count", "3", "--shard-index", shard});
  }
  for (const auto& report : reports()) cases += center_account(report).cases.size();
  run("odd_catch2", {"-s", "-r", "xml", "-o", path("account.xml")}, {});
  EXPECT_EQ(cases, catch2_account(path("account.xml")).cases.size());
}

constexpr bool has_benchmarks_of_v2 = HAS_BENCHMARKS_OF_V2 != 0;
constexpr const char* not_built = "TESTCENTER_TEST_ALL_PROGRAMS is off";
constexpr const char* figures = "LOG nothing: mean [0-9.e-]+ ns, deviation [0-9.e-]+ ns, 5 samples";

/// v2 knows benchmarks only where a macro asks for them, and is another Catch2 there.
TEST_P(TreeTest, OfABenchmarkHasItsFigures) {
  if (!GetParam().is_v3() && !has_benchmarks_of_v2) GTEST_SKIP() << not_built;
  run_attached(GetParam().is_v3() ? "odd_catch2" : "benchmark_catch2",
               {"[!benchmark]", "--benchmark-samples", "5"});
  EXPECT_THAT(tree(), ::testing::ContainsRegex(figures));
  EXPECT_THAT(tree(), ::testing::HasSubstr("LOG Benchmark too much failed: boo"));
}

TEST_P(TreeTest, OfAnAdapterInMainsFileIsWhatCatch2Says) {
  if (GetParam().is_v3()) GTEST_SKIP() << "v3 needs no such thing";
  if (!has_benchmarks_of_v2) GTEST_SKIP() << not_built;
  expect_as_catch2_says("benchmark_in_main_catch2",
                        {"[!benchmark],[names]", "--benchmark-samples", "5"});
  EXPECT_THAT(tree(), ::testing::ContainsRegex(figures));
}

TEST_P(TreeTest, IsTheSameByName) {
  run_attached("odd_catch2");
  const auto attached = tree();
  run("odd_catch2", {"-r", "testcenter"}, {{"TESTCENTER_URL", center_url()}});
  ASSERT_THAT(reports(), SizeIs(2)) << "never both at once";
  EXPECT_EQ(text_of(center_account(reports()[0])), text_of(center_account(reports()[1])));
}

TEST_P(TreeTest, OfSeveralRunsIsOneReport) {
  const Environment environment = {{"TESTCENTER_URL", center_url()}, {"ODD_RUNS", "3"}};
  run("odd_catch2", {"Method"}, environment);
  EXPECT_THAT(only_report()["elements"], SizeIs(3)) << "a suite each";
  run("odd_catch2", {"Method", "-r", "testcenter"}, environment);
  ASSERT_THAT(reports(), SizeIs(2));
  EXPECT_THAT(reports()[0]["elements"], SizeIs(3));
  EXPECT_THAT(reports()[1]["elements"], SizeIs(3));
}

TEST_P(TreeTest, OfReportersSideBySideGoesOnInTheirOwnReports) {
  if (!GetParam().is_v3()) GTEST_SKIP() << "v2 takes one reporter";
  run("odd_catch2",
      {"Method", "-r", "testcenter::out=-::Xproject=One", "-r",
       "testcenter::out=" + path("none") + "::Xproject=Other"},
      {{"TESTCENTER_URL", center_url()}, {"ODD_RUNS", "2"}});
  ASSERT_THAT(reports(), SizeIs(2));
  EXPECT_NE(reports()[0]["project"], reports()[1]["project"]);
  for (const auto& report : reports()) EXPECT_THAT(report["elements"], SizeIs(2));
}

TEST_P(TreeTest, OfLongTextsHasTheirBeginnings) {
  // Without Catch2's console, whose time grows with the square of a text's length.
  run("odd_catch2", {"-r", "testcenter", "[long]"}, {{"TESTCENTER_URL", center_url()}});
  EXPECT_EQ(center_account(only_report()).failures, 2);
  EXPECT_THAT(spooled(), IsEmpty());
}

TEST_P(TreeTest, HasTheNameOfTheRunAndWhatWasSelected) {
  run_attached("odd_catch2", {"--name", "core/nightly", "[hidden]"});
  EXPECT_THAT(tree(), HasSubstr("suite \"core/nightly\""));
  EXPECT_THAT(tree(), HasSubstr("LOG Seed 1\n"));
  EXPECT_THAT(tree(), HasSubstr("LOG Filters: [hidden]"));
}

/// v3 quotes it.
constexpr const char* unmatched = "\n  WARNING No test cases matched '\"?nonexistent\"?'\n";

TEST_P(TreeTest, OfASelectionWithoutTestsSaysSo) {
  run_attached("odd_catch2", {"nonexistent"});
  EXPECT_THAT(tree(),
              ::testing::ContainsRegex(unmatched + std::string("  SKIPPED no test case ran\n$")));
}

TEST_P(TreeTest, OfASelectionWithoutTestsBesideAnotherWarnsOfIt) {
  run_attached("odd_catch2", {"Method,nonexistent"});
  EXPECT_THAT(tree(), ::testing::ContainsRegex(unmatched + std::string("$")));
}

FOR_EVERY_CATCH2(TreeTest);

}  // namespace
}  // namespace testcenter::test
