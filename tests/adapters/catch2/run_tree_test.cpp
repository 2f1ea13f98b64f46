// The callback sequences that Catch2 makes (v2 and v3), and the tree they become: without Catch2.
#include "run_tree.hpp"

#include "support/temporary_folder.hpp"
#include "support/told_reporter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace testcenter::test {
namespace {

using catch2::Assertion;
using catch2::CaseEnd;
using catch2::Outcome;
using catch2::RunTree;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

using Lines = std::vector<std::string>;

/// Tells Catch2's story by hand; the root section of a run is `root`.
class Tree : public ::testing::Test {
 protected:
  Tree() { tree_.start_run(reporter_, "S"); }

  void test_case(const char* name, const char* tags = "", bool may_fail = false,
                 bool should_fail = false) {
    tree_.start_case({name, tags, {"dir/file.test.cpp", 1}, may_fail, should_fail});
  }
  void root() { tree_.start_section("the case", {"f.cpp", 1}); }
  void section(const char* name, int line = 2) { tree_.start_section(name, {"f.cpp", line}); }
  void check(const char* message, Outcome outcome = Outcome::passed) {
    tree_.add({outcome, message, {}, {"f.cpp", 9}});
  }
  void end(int sections = 1) {
    for (int i = 0; i < sections; ++i) tree_.end_section(false);
  }
  void end_case(const CaseEnd& counts = {}) { tree_.end_case(counts); }

  /// What the journal holds behind the suite's line; `close` lines and endings of elements that say
  /// only how long they took are left out.
  Lines told() {
    tree_.end_run();
    reporter_.finish();
    auto lines = told_by_adapter(reporter_.journal_path());
    if (!lines.empty()) lines.erase(lines.begin());
    return lines;
  }

  TemporaryFolder folder_;
  Reporter reporter_{spool_only(folder_)};
  RunTree tree_;
};

TEST_F(Tree, TheRootSectionIsTheCaseItself) {
  test_case("C");
  root();
  check("a");
  end();
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "PASS 2: a"));
}

TEST_F(Tree, ASectionWithSectionsIsEnteredAgainForEachLeaf) {
  test_case("C");
  for (const char* leaf : {"one", "two"}) {
    root();
    check("set up");
    section("outer");
    check("before");
    section(leaf, leaf[0]);
    check(leaf);
    end();
    check("after");
    end(2);
  }
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "PASS 2: set up", "section 3 in 2: outer",
                                  "PASS 3: before", "section 4 in 3: one", "PASS 4: one",
                                  "PASS 3: after", "PASS 2: set up", "PASS 3: before",
                                  "section 5 in 3: two", "PASS 5: two", "PASS 3: after"));
}

TEST_F(Tree, ALeafThatRunsAgainIsMadeAgain) {
  // GENERATE only adds runs.
  test_case("C");
  for (int i = 0; i < 2; ++i) {
    root();
    section("leaf");
    check("a");
    end(2);
  }
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: leaf", "PASS 3: a",
                                  "section 4 in 2: leaf", "PASS 4: a"));
}

TEST_F(Tree, SectionsOfOneNameAreToldApartByTheirPlace) {
  test_case("C");
  for (int line : {10, 20}) {
    root();
    section("same", line);
    section("leaf");
    end(3);
  }
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: same", "section 4 in 3: leaf",
                                  "section 5 in 2: same", "section 6 in 5: leaf"));
}

TEST_F(Tree, AnExceptionIsOfTheInnermostSectionAlthoughTheOutermostEndsFirst) {
  test_case("C");
  root();
  section("outer");
  section("inner");
  check("thrown", Outcome::threw);
  end(3);
  root();
  section("outer");
  section("other");
  check("a");
  end(3);
  end_case({1, 0, 2, true});
  EXPECT_THAT(told(),
              ElementsAre("case 2 in 1: C", "section 3 in 2: outer", "section 4 in 3: inner",
                          "ERROR 4: thrown", "section 5 in 3: other", "PASS 5: a"));
}

TEST_F(Tree, ARunWithoutTheFailedLastLeafAddsNothing) {
  test_case("C");
  root();
  section("outer");
  section("leaf");
  check("a", Outcome::failed);
  end(3);
  root();
  section("outer");
  end(2);
  end_case({1, 0, 1, true});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: outer", "section 4 in 3: leaf",
                                  "FAIL 4: a"));
}

TEST_F(Tree, AScopeOfTheUsersMayEndWhatWouldBeEnteredAgain) {
  test_case("C");
  for (const char* leaf : {"one", "two"}) {
    root();
    handle::Element(reporter_.innermost()).open_section({"scope", {}, {}, {}}).close();
    section("outer");
    section(leaf, leaf[0]);
    check(leaf);
    end(3);
  }
  end_case();
  EXPECT_THAT(told(),
              ElementsAre("case 2 in 1: C", "section 3 in 2: scope", "section 4 in 2: outer",
                          "section 5 in 4: one", "PASS 5: one", "section 6 in 2: scope",
                          "section 7 in 2: outer", "section 8 in 7: two", "PASS 8: two"));
}

TEST_F(Tree, WhatIsToldInAScopeOfTheUsersGoesIntoIt) {
  test_case("C");
  root();
  const auto scope = reporter_.innermost().open_section({"scope", {}, {}, {}});
  check("a", Outcome::failed);
  tree_.log("b");
  scope.close();
  check("c");
  end();
  end_case({1, 0, 2, true});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: scope", "FAIL 3: a",
                                  "LOG 3: b", "PASS 2: c"));
}

TEST_F(Tree, SectionsInAScopeOfTheUsersStandInIt) {
  test_case("C");
  for (const char* leaf : {"one", "two"}) {
    root();
    const auto scope = reporter_.innermost().open_section({"scope", {}, {}, {}});
    section("outer");
    section(leaf, leaf[0]);
    check(leaf);
    end(2);
    check("behind");
    scope.close();
    end();
  }
  end_case();
  EXPECT_THAT(
      told(),
      ElementsAre("case 2 in 1: C", "section 3 in 2: scope", "section 4 in 3: outer",
                  "section 5 in 4: one", "PASS 5: one", "PASS 3: behind", "section 6 in 2: scope",
                  "section 7 in 6: outer", "section 8 in 7: two", "PASS 8: two", "PASS 6: behind"));
}

TEST_F(Tree, AScopeOfTheUsersInASectionThatIsEnteredAgainStandsInIt) {
  test_case("C");
  for (const char* leaf : {"one", "two"}) {
    root();
    section("outer");
    const auto scope = reporter_.innermost().open_section({"scope", {}, {}, {}});
    section(leaf, leaf[0]);
    check(leaf, Outcome::threw);
    scope.close();  // the exception is on its way
    end(3);
  }
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: outer",
                                  "section 4 in 3: scope", "section 5 in 4: one", "ERROR 5: one",
                                  "section 6 in 3: scope", "section 7 in 6: two", "ERROR 7: two"));
}

TEST_F(Tree, WhatTheUserLogsGoesWhereTheTestIs) {
  test_case("C");
  root();
  section("outer");
  section("leaf");
  end(2);  // `outer` may come again
  reporter_.add({EventType::log, "in the case", {}, {}, {}});
  end();
  end_case();
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: outer", "section 4 in 3: leaf",
                                  "LOG 2: in the case"));
}

TEST_F(Tree, OutcomesOfACaseThatMayFailAreExpected) {
  test_case("C", "[!mayfail]", true);
  root();
  check("a", Outcome::failed);
  check("b", Outcome::threw);
  check("c");
  check("d", Outcome::warned);
  check("e", Outcome::skipped);
  check("f", Outcome::crashed);
  end();
  end_case({1, 2, 4, true});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "XFAIL 2: a", "XFAIL 2: b", "PASS 2: c",
                                  "WARNING 2: d", "SKIPPED 2: e", "FATAL 2: f"));
}

TEST_F(Tree, ACaseThatShouldFailAndPassedIsAnXpass) {
  test_case("C", "[!shouldfail]", true, true);
  root();
  check("a");
  end();
  end_case({1, 0, 2, true});
  test_case("D", "[!shouldfail]", true, true);
  root();
  check("a", Outcome::failed);
  end();
  end_case({0, 1, 1, false});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "PASS 2: a",
                                  "XPASS 2: Passed, although it is marked [!shouldfail]",
                                  "case 3 in 1: D", "XFAIL 3: a"));
}

TEST_F(Tree, WhatLacksAssertionsFails) {
  test_case("C");
  root();
  section("empty");
  tree_.end_section(true);
  tree_.end_section(true);
  end_case({2, 0, 2, true});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: empty",
                                  "FAIL 3: No assertions", "FAIL 2: No assertions"));
}

TEST_F(Tree, AfterASignalV2EndsTheRootOnly) {
  test_case("C");
  root();
  section("outer");
  section("inner");
  check("SIGSEGV", Outcome::crashed);
  end();
  end_case({1, 0, 1, true});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: outer",
                                  "section 4 in 3: inner", "FATAL 4: SIGSEGV"));
}

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
                                 "PASS 9: full", "WARNING 9: fresh"));
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

TEST_F(Tree, TakesAssertionsFromManyThreads) {
  test_case("C");
  root();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this] {
      for (int i = 0; i < 200; ++i) check("a", Outcome::failed);
    });
  }
  for (auto& thread : threads) thread.join();
  end();
  end_case({800, 0, 800, true});
  EXPECT_EQ(told().size(), 801U);
}

}  // namespace
}  // namespace testcenter::test
