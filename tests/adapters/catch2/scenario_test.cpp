// What SCENARIO, GIVEN, WHEN and THEN become: as in run_tree_test.cpp, without Catch2.
#include "told_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace testcenter::test {
namespace {

using ::testing::ElementsAre;

class Scenario : public Tree {
 protected:
  void leaf(const char* when, const char* then, Outcome outcome = Outcome::passed) {
    root();
    section("    Given: a shop", 1);
    section(when, std::string_view(when).back());
    section(then, 30);
    check("bought", outcome);
    end(4);
  }
};

TEST_F(Scenario, IsAFeatureWithOneScenarioForEachLeafAndStepsInARow) {
  test_case("Scenario: buying", "[.][!mayfail][shop][other]");
  leaf("     When: one", "     Then: paid");
  leaf("     When: two", "     Then: paid");
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: Scenario: buying", "feature 3 in 2: shop",
                                  "scenario 4 in 3: buying", "step 5 in 4: Given: a shop",
                                  "step 6 in 4: When: one", "step 7 in 4: Then: paid",
                                  "PASS 7: bought", "scenario 8 in 3: buying",
                                  "step 9 in 8: Given: a shop", "step 10 in 8: When: two",
                                  "step 11 in 8: Then: paid", "PASS 11: bought"));
}

TEST_F(Scenario, HasTheFilesNameForAFeatureWithoutATag) {
  test_case("Scenario: buying");
  root();
  end();
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: Scenario: buying", "feature 3 in 2: file.test",
                                  "scenario 4 in 3: buying"));
}

TEST_F(Scenario, IsNotMadeForTheRunThatFollowsAFailedLastLeaf) {
  test_case("Scenario: buying", "[shop]");
  leaf("     When: one", "     Then: paid", Outcome::failed);
  root();
  section("    Given: a shop", 1);
  section("     When: one", 'e');
  end(3);
  end_case({1, 0, 1, true});
  EXPECT_EQ(told().back(), "FAIL 7: bought");
}

TEST_F(Scenario, IsNotMadeForWhatPassesAgainBehindAFailedLeaf) {
  test_case("Scenario: buying", "[shop]");
  for (const bool is_repetition : {false, true}) {
    root();
    check("open");
    section("    Given: a shop", 1);
    check("full");
    section("     When: one", 'e');
    if (!is_repetition) {
      section("     Then: paid", 30);
      check("bought", Outcome::failed);
      end();
    }
    end(3);
  }
  end_case({1, 0, 5, true});
  EXPECT_THAT(told(),
              ElementsAre("case 2 in 1: Scenario: buying", "feature 3 in 2: shop",
                          "scenario 4 in 3: buying", "PASS 4: open", "step 5 in 4: Given: a shop",
                          "PASS 5: full", "step 6 in 4: When: one", "step 7 in 4: Then: paid",
                          "FAIL 7: bought", "PASS 3: open", "PASS 3: full"))
      << "what comes to nothing is the feature's";
}

TEST_F(Scenario, HasWhatPassesAgainInASectionThatEndsBeforeItIsMade) {
  test_case("Scenario: buying", "[shop]");
  leaf("     When: one", "     Then: paid", Outcome::failed);
  root();
  section("    Given: a shop", 1);
  check("full");
  section("     When: one", 'e');
  check("asked");
  end();
  check("left", Outcome::failed);
  end(2);
  end_case({2, 0, 4, true});
  auto lines = told();
  lines.erase(lines.begin(), lines.begin() + 7);
  EXPECT_THAT(lines, ElementsAre("scenario 8 in 3: buying", "step 9 in 8: Given: a shop",
                                 "PASS 9: full", "PASS 9: asked", "FAIL 9: left"));
}

TEST_F(Scenario, KeepsWhatPassesAgainOutOfTheSectionBehindIt) {
  test_case("Scenario: buying", "[shop]");
  leaf("     When: one", "     Then: paid", Outcome::failed);
  root();
  section("    Given: a shop", 1);
  section("     When: one", 'e');
  check("asked");
  end();
  section("     When: two", 'o');
  check("left");
  end(3);
  end_case({1, 0, 3, true});
  auto lines = told();
  lines.erase(lines.begin(), lines.begin() + 7);
  EXPECT_THAT(lines, ElementsAre("scenario 8 in 3: buying", "step 9 in 8: Given: a shop",
                                 "PASS 9: asked", "step 10 in 8: When: two", "PASS 10: left"));
}

TEST_F(Scenario, IsMadeForMoreThanAHundredPassesBehindAFailedLeaf) {
  const auto wait_for = [&](int passes) {
    leaf("     When: one", "     Then: paid", Outcome::failed);
    root();
    section("    Given: a shop", 1);
    for (int i = 0; i < passes; ++i) check(std::to_string(i).c_str());
    end(2);
  };
  test_case("Scenario: waiting", "[shop]");
  wait_for(100);
  end_case({1, 0, 101, true});
  test_case("Scenario: going on", "[shop]");
  wait_for(102);
  end_case({1, 0, 103, true});
  const auto lines = told();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "PASS 3: 99"), 1);
  const auto made = std::find(lines.begin(), lines.end(), "scenario 14 in 9: going on");
  ASSERT_EQ(lines.end() - made, 104);
  EXPECT_EQ(made[1], "step 15 in 14: Given: a shop");
  EXPECT_EQ(made[2], "PASS 15: 0");
  EXPECT_EQ(made[103], "PASS 15: 101");
}

TEST_F(Scenario, HasWhatPassesAgainBehindAFailedLeafIfALeafFollows) {
  test_case("Scenario: buying", "[shop]");
  leaf("     When: one", "     Then: paid", Outcome::threw);
  root();
  check("open");
  section("    Given: a shop", 1);
  check("full\nto the roof");
  section("     When: two", 'o');
  check("b");
  end(3);
  end_case({1, 0, 4, true});
  auto lines = told();
  lines.erase(lines.begin(), lines.begin() + 7);
  EXPECT_THAT(lines,
              ElementsAre("scenario 8 in 3: buying", "PASS 8: open", "step 9 in 8: Given: a shop",
                          "PASS 9: full\nto the roof", "step 10 in 8: When: two", "PASS 10: b"));
}

TEST_F(Scenario, IsMadeForWhatFailsBehindAFailedLeaf) {
  test_case("Scenario: buying", "[shop]");
  leaf("     When: one", "     Then: paid", Outcome::skipped);
  root();
  section("    Given: a shop", 1);
  check("full");
  check("fresh", Outcome::warned);
  end(2);
  end_case();
  auto lines = told();
  lines.erase(lines.begin(), lines.begin() + 7);
  EXPECT_THAT(lines, ElementsAre("scenario 8 in 3: buying", "step 9 in 8: Given: a shop",
                                 "PASS 9: full", "WARNING 9: fresh", "SKIPPED 2: bought"));
}

TEST_F(Scenario, IsNotMadeForSectionsThatComeAgainBehindAFailedLeaf) {
  test_case("Scenario: buying", "[shop]");
  for (const bool is_repetition : {false, true}) {
    root();
    section("    Given: a shop", 1);
    section("plain", 2);
    check("a");
    if (!is_repetition) {
      section("inner", 3);
      check("b", Outcome::failed);
      end();
    }
    end(3);
  }
  end_case({1, 0, 3, true});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: Scenario: buying", "feature 3 in 2: shop",
                                  "scenario 4 in 3: buying", "step 5 in 4: Given: a shop",
                                  "section 6 in 5: plain", "PASS 6: a", "section 7 in 6: inner",
                                  "FAIL 7: b", "PASS 3: a"));
}

TEST_F(Scenario, IsMadeForALeafThatComesAgainAndSaysNothing) {
  test_case("Scenario: buying", "[shop]");
  for (int i = 0; i < 2; ++i) {
    root();
    section("    Given: a shop", 1);
    end(2);
  }
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: Scenario: buying", "feature 3 in 2: shop",
                                  "scenario 4 in 3: buying", "step 5 in 4: Given: a shop",
                                  "scenario 6 in 3: buying", "step 7 in 6: Given: a shop"));
}

TEST_F(Scenario, IsMadeForARunWithoutALeafBehindAFailureThatLeftNone) {
  test_case("Scenario: buying", "[shop]");
  root();
  section("    Given: a shop", 1);
  fail_and_go_on("one");
  section("     Then: paid", 30);
  end(3);
  root();
  section("    Given: a shop", 1);
  check("one");
  end(2);
  end_case({1, 0, 2, true});
  auto lines = told();
  lines.erase(lines.begin(), lines.begin() + 6);
  EXPECT_THAT(lines,
              ElementsAre("scenario 7 in 3: buying", "step 8 in 7: Given: a shop", "PASS 8: one"));
}

TEST_F(Scenario, HasAllOfAKnownLeafBehindAFailedOne) {
  test_case("Scenario: buying", "[shop]");
  leaf("     When: one", "     Then: paid", Outcome::failed);
  root();
  section("    Given: a shop", 1);
  check("opened");
  section("     When: one", 'e');
  section("     Then: paid", 30);
  reporter_.innermost().log("looked");
  end(4);
  end_case({1, 0, 2, true});
  auto lines = told();
  lines.erase(lines.begin(), lines.begin() + 7);
  EXPECT_THAT(lines,
              ElementsAre("scenario 8 in 3: buying", "step 9 in 8: Given: a shop", "PASS 9: opened",
                          "step 10 in 8: When: one", "step 11 in 8: Then: paid", "LOG 11: looked"));
}

TEST_F(Scenario, HasWhatIsSaidAheadOfItsSteps) {
  test_case("Scenario: buying", "[shop]");
  root();
  reporter_.innermost().log("first");
  section("    Given: a shop", 1);
  end(2);
  end_case();
  EXPECT_THAT(told(),
              ElementsAre("case 2 in 1: Scenario: buying", "feature 3 in 2: shop",
                          "scenario 4 in 3: buying", "LOG 4: first", "step 5 in 4: Given: a shop"));
}

TEST_F(Scenario, IsMadeForEachRunOfAGenerator) {
  test_case("Scenario: buying", "[shop]");
  leaf("     When: one", "     Then: paid");
  leaf("     When: one", "     Then: paid");
  end_case();
  EXPECT_THAT(told(), ::testing::Contains("scenario 8 in 3: buying"));
}

TEST_F(Scenario, TakesSectionsBelowItsSteps) {
  test_case("Scenario: buying", "[shop]");
  root();
  section("    Given: a shop", 1);
  section("plain", 2);
  check("a");
  end(3);
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: Scenario: buying", "feature 3 in 2: shop",
                                  "scenario 4 in 3: buying", "step 5 in 4: Given: a shop",
                                  "section 6 in 5: plain", "PASS 6: a"));
}

TEST_F(Scenario, TakesScopesOfTheUsersInItsSteps) {
  test_case("Scenario: buying", "[shop]");
  root();
  section("    Given: a shop", 1);
  const auto scope = reporter_.innermost().open_section({"scope", {}, {}, {}});
  check("a");
  section("plain", 2);
  check("b");
  end();
  check("c");
  scope.close();
  check("d");
  end(2);
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: Scenario: buying", "feature 3 in 2: shop",
                                  "scenario 4 in 3: buying", "step 5 in 4: Given: a shop",
                                  "section 6 in 5: scope", "PASS 6: a", "section 7 in 6: plain",
                                  "PASS 7: b", "PASS 6: c", "PASS 5: d"));
}

TEST_F(Scenario, LeavesAScopeOfTheUsersToTheFeatureInAStepThatComesAgainBehindAFailedLeaf) {
  test_case("Scenario: buying", "[shop]");
  leaf("     When: one", "     Then: paid", Outcome::failed);
  root();
  section("    Given: a shop", 1);
  const auto scope = reporter_.innermost().open_section({"scope", {}, {}, {}});
  check("a", Outcome::failed);
  section("plain", 2);
  check("b");
  end();
  scope.close();
  section("     When: two", 'o');
  check("c");
  end(3);
  end_case({2, 0, 4, true});
  auto lines = told();
  lines.erase(lines.begin(), lines.begin() + 7);
  EXPECT_THAT(
      lines, ElementsAre("section 8 in 3: scope", "FAIL 8: a", "section 9 in 8: plain", "PASS 9: b",
                         "scenario 10 in 3: buying", "step 11 in 10: Given: a shop",
                         "step 12 in 10: When: two", "PASS 12: c"));
}

TEST_F(Scenario, HasItsCaseSkippedWithAStep) {
  test_case("Scenario: buying", "[shop]");
  leaf("     When: one", "     Then: paid", Outcome::skipped);
  end_case({0, 0, 1, false});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: Scenario: buying", "feature 3 in 2: shop",
                                  "scenario 4 in 3: buying", "step 5 in 4: Given: a shop",
                                  "step 6 in 4: When: one", "step 7 in 4: Then: paid",
                                  "SKIPPED 7: bought", "SKIPPED 2: bought"));
}

TEST_F(Scenario, OpensStepsThatComeAgainOnceItIsOpen) {
  test_case("Scenario: buying", "[shop]");
  leaf("     When: one", "     Then: paid");
  root();
  section("    Given: a shop", 1);
  check("a");
  section("     When: one", 'e');
  reporter_.innermost().open_section({"scope", {}, {}, {}});
  check("b");
  end(3);
  end_case();
  auto lines = told();
  lines.erase(lines.begin(), lines.begin() + 7);
  EXPECT_THAT(lines,
              ElementsAre("scenario 8 in 3: buying", "step 9 in 8: Given: a shop", "PASS 9: a",
                          "step 10 in 8: When: one", "section 11 in 10: scope", "PASS 11: b"));
}

}  // namespace
}  // namespace testcenter::test
