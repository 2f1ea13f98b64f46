// The callback sequences that Catch2 makes (v2 and v3), and the tree they become: without Catch2.
#include "told_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace testcenter::test {
namespace {

using ::testing::ElementsAre;

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

TEST_F(Tree, ACaseWithASkippedSectionIsSkipped) {
  test_case("C");
  root();
  section("outer");
  section("one", 10);
  check("no disk", Outcome::skipped);
  end(3);
  root();
  section("outer");
  section("two", 20);
  check("no tape", Outcome::skipped);
  end(3);
  end_case({0, 0, 2, false});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: outer", "section 4 in 3: one",
                                  "SKIPPED 4: no disk", "section 5 in 3: two", "SKIPPED 5: no tape",
                                  "SKIPPED 2: no disk"));
}

TEST_F(Tree, ACaseThatIsSkippedItselfIsNotSkippedForItsSections) {
  test_case("C");
  root();
  section("leaf");
  check("no disk", Outcome::skipped);
  end();
  check("not here either", Outcome::skipped);
  end();
  end_case({0, 0, 2, false});
  test_case("D");
  root();
  check("a");
  end();
  end_case({0, 0, 1, false});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: leaf", "SKIPPED 3: no disk",
                                  "SKIPPED 2: not here either", "case 4 in 1: D", "PASS 4: a"));
}

TEST_F(Tree, ACaseThatFailedIsNotSkippedForItsSections) {
  test_case("C");
  root();
  section("leaf");
  check("no disk", Outcome::skipped);
  end();
  check("a", Outcome::failed);
  end();
  end_case({1, 0, 2, true});
  test_case("D", "[!mayfail]", true);
  root();
  section("leaf");
  check("no disk", Outcome::skipped);
  end();
  check("a", Outcome::failed);
  end();
  end_case({0, 1, 2, false});
  EXPECT_THAT(told(), ElementsAre("case 2 in 1: C", "section 3 in 2: leaf", "SKIPPED 3: no disk",
                                  "FAIL 2: a", "case 4 in 1: D", "section 5 in 4: leaf",
                                  "SKIPPED 5: no disk", "XFAIL 4: a"));
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
