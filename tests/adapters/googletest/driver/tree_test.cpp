// The tree at the center against GoogleTest's own account.
#include "googletest/driver/adapter_test.hpp"

#include <sstream>
#include <string_view>

namespace testcenter::test {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class TreeTest : public AdapterTest {
 protected:
  Account run_and_account(const std::string& program, Words arguments,
                          const Environment& more = {}) {
    const auto file = path("account.json");
    arguments.push_back("--gtest_output=json:" + file);
    run_ = run_reporting(program, arguments, more);
    return googletest_account(file);
  }

  void expect_same(const std::string& program, const Words& arguments) {
    const auto expected = run_and_account(program, arguments);
    EXPECT_THAT(expected, ::testing::Not(IsEmpty()));
    EXPECT_EQ(difference(center_account(only_report()), expected), "");
    EXPECT_THAT(spooled(), IsEmpty()) << run_.errors;
  }

  static Words names_of(const Account& account) {
    Words names;
    for (const auto& suite : without_disabled(account)) {
      for (const auto& test : suite.cases) names.push_back(suite.name + "." + test.name);
    }
    return names;
  }

  Words names_on_console() const {
    constexpr std::string_view prefix = "[ RUN      ] ";
    std::istringstream lines(run_.output);
    Words names;
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind(prefix, 0) == 0) names.push_back(line.substr(prefix.size()));
    }
    return names;
  }

  ProgramRun run_;
};

TEST_P(TreeTest, OfTheExampleIsWhatGoogleTestSays) { expect_same("example_googletest", {}); }

TEST_P(TreeTest, OfOddTestsIsWhatGoogleTestSays) { expect_same("odd_googletest", {}); }

TEST_P(TreeTest, IsInTheOrderOfAShuffledRun) {
  run_ = run_reporting("odd_googletest",
                       {"--gtest_shuffle", "--gtest_random_seed=7", "--gtest_filter=-Names*:.*"});
  EXPECT_THAT(names_of(center_account(only_report())), ::testing::ContainerEq(names_on_console()));
}

TEST_P(TreeTest, HasOnlyWhatTheFilterSelects) {
  expect_same("odd_googletest", {"--gtest_filter=Skips.*:Disabled.*-*.Second"});
}

TEST_P(TreeTest, HasDisabledTestsThatRun) {
  expect_same("odd_googletest", {"--gtest_also_run_disabled_tests"});
}

TEST_P(TreeTest, HasDisabledTestsWhereNothingElseIsSelected) {
  expect_same("odd_googletest", {"--gtest_filter=DISABLED_*"});
}

TEST_P(TreeTest, OfAFailFastRunHasTheTestsThatWereLeftOut) {
  if (!is_at_least(11)) GTEST_SKIP() << "this GoogleTest has no fail_fast";
  expect_same("odd_googletest", {"--gtest_fail_fast"});
}

TEST_P(TreeTest, OfARepeatedRunHasEverythingAgainButDisabledTests) {
  const auto last = run_and_account("odd_googletest", {"--gtest_repeat=3"});
  auto expected = last;
  for (int i = 0; i < 2; ++i) {
    const auto again = without_disabled(last);
    expected.insert(expected.end(), again.begin(), again.end());
  }
  EXPECT_EQ(difference(center_account(only_report()), expected), "");
  EXPECT_THAT(tree_of("SkipsInSetUp"), ::testing::HasSubstr("LOG Iteration 2 of 3\n"));
}

TEST_P(TreeTest, OfShardsHasEverythingOnce) {
  std::vector<std::string> disabled;
  for (int shard = 0; shard < 3; ++shard) {
    const auto expected = run_and_account(
        "odd_googletest", {},
        {{"GTEST_TOTAL_SHARDS", "3"}, {"GTEST_SHARD_INDEX", std::to_string(shard)}});
    const auto all = reports();
    ASSERT_THAT(all, SizeIs(shard + 1));
    EXPECT_EQ(difference(center_account(all.back()), expected), "") << "shard " << shard;
    for (const auto& suite : center_account(all.back())) {
      for (const auto& test : suite.cases) {
        if (test.disabled) disabled.push_back(suite.name + "." + test.name);
      }
    }
  }
  EXPECT_THAT(disabled, ::testing::UnorderedElementsAre(
                            "Disabled.DISABLED_First", "Disabled.DISABLED_Third",
                            "Disabled.DISABLED_Fourth", "DISABLED_Suite.First",
                            "DISABLED_Suite.Second", "Small/DisabledValues.DISABLED_First/0",
                            "Small/DisabledValues.DISABLED_First/1", "SuiteSkips.DISABLED_Second"));
}

FOR_EVERY_GOOGLETEST(TreeTest);

}  // namespace
}  // namespace testcenter::test
