// The callback sequences that Boost.Test makes, and the tree they become: without Boost.Test.
#include "run_tree.hpp"

#include <testcenter/testcenter.hpp>

#include "support/told_reporter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using boost_test::CaseUnit;
using boost_test::EntryKind;
using boost_test::RunTree;
using boost_test::SuiteUnit;
using ::testing::ElementsAre;

using Lines = std::vector<std::string>;

/// Tells Boost.Test's story by hand.
class Tree : public ::testing::Test {
 protected:
  Tree() { tree_.start_run(reporter_, "Root"); }

  static SuiteUnit suite_unit(const char* path) { return {path, {}, {}, {"suite.cpp", 1}}; }
  void suite(const char* path) { tree_.start_suite(suite_unit(path)); }
  void end_suite() { tree_.end_suite(); }

  void test_case(const char* suite, const char* name, std::uint64_t expected_failures = 0,
                 bool has_arguments = false) {
    tree_.start_case(suite_unit(suite), {name, {}, {}, {}, expected_failures, has_arguments});
  }
  void end_case() { tree_.end_case(); }
  /// A case that passes.
  void run(const char* suite, const char* name) {
    test_case(suite, name);
    say("ok");
    end_case();
  }
  void skip(const char* suite, const char* name, const char* reason) {
    tree_.skip_case(suite_unit(suite), {name, {}, {}, {}, 0, false}, reason);
  }

  void say(const char* text, EntryKind kind = EntryKind::passed, const char* context = nullptr) {
    tree_.start_entry(kind, {"f.cpp", 9});
    tree_.add_value(text);
    if (context != nullptr) tree_.add_context(context);
    tree_.finish_entry();
  }
  void fail(const char* text) { say(text, EntryKind::error); }
  void raise(const char* what, int code = 205) {
    tree_.start_exception({code, what, {}, {}, {}});
    tree_.finish_entry();
  }

  Lines told() {
    tree_.end_run();
    reporter_.finish();
    return told_by_adapter(reporter_.journal_path());
  }

  TemporaryFolder folder_;
  Reporter reporter_{spool_only(folder_)};
  RunTree tree_;
};

TEST_F(Tree, ASuiteIsMadeWithItsFirstCase) {
  suite("Root");
  suite("math");
  suite("math/vector");
  run("math/vector", "c");
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: math/vector", "case 2 in 1: c", "PASS 2: ok"));
}

constexpr const char* not_known_of_2 =
    "ERROR 2: Boost.Test's log told no more: what followed is not known";

TEST_F(Tree, ACaseWhoseEndIsNotToldIsNoPass) {
  suite("Root");
  test_case("Root", "c", 1);
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: Root", "case 2 in 1: c", not_known_of_2));
}

TEST_F(Tree, CasesThatAreNotToldMakeNoSuiteThatPasses) {
  suite("Root");
  run("Root", "c");
  tree_.lose_rest();
  EXPECT_THAT(told(),
              ElementsAre("suite 1 in 0: Root", "case 2 in 1: c", "PASS 2: ok",
                          "ERROR 1: Boost.Test's log told no more: what followed is not known"));
}

TEST_F(Tree, ASuiteIsMadeAgainForCasesBehindAChild) {
  suite("Root");
  suite("a");
  run("a", "one");
  suite("a/b");
  run("a/b", "two");
  end_suite();
  run("a", "three");
  run("a", "four");
  EXPECT_THAT(told(),
              ElementsAre("suite 1 in 0: a", "case 2 in 1: one", "PASS 2: ok", "suite 3 in 0: a/b",
                          "case 4 in 3: two", "PASS 4: ok", "suite 5 in 0: a", "case 6 in 5: three",
                          "PASS 6: ok", "case 7 in 5: four", "PASS 7: ok"));
}

TEST_F(Tree, CasesInNoSuiteBelongToTheRoot) {
  suite("Root");
  run("Root", "c");
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: Root", "case 2 in 1: c", "PASS 2: ok"));
}

TEST_F(Tree, WhatIsSaidOutsideOfCasesGoesToTheSuite) {
  say("seed", EntryKind::message);
  suite("Root");
  say("global", EntryKind::message);
  suite("a");
  say("set up", EntryKind::message);
  run("a", "c");
  say("torn down", EntryKind::message);
  end_suite();
  end_suite();
  say("the end", EntryKind::message);
  EXPECT_THAT(told(),
              ElementsAre("suite 1 in 0: Root", "LOG 1: seed", "LOG 1: global", "suite 2 in 0: a",
                          "LOG 2: set up", "case 3 in 2: c", "PASS 3: ok", "LOG 2: torn down",
                          "suite 4 in 0: Root", "LOG 4: the end"));
}

TEST_F(Tree, WhatATestSaysByItselfInAFixtureGoesToTheSameSuite) {
  suite("Root");
  suite("a");
  reporter_.add({EventType::log, "by itself", {}, {}, {}});
  say("by Boost", EntryKind::message);
  run("a", "c");
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: a", "LOG 1: by itself", "LOG 1: by Boost",
                                  "case 2 in 1: c", "PASS 2: ok"));
}

TEST_F(Tree, ASectionOfTheTestsOwnGetsWhatIsAssertedInIt) {
  suite("Root");
  test_case("Root", "c");
  const auto section = reporter_.innermost().open_section({"s", {}, {}, {}});
  say("in it");
  section.close();
  say("behind it");
  end_case();
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: Root", "case 2 in 1: c", "section 3 in 2: s",
                                  "PASS 3: in it", "PASS 2: behind it"));
}

TEST_F(Tree, AScopeThatAFixtureKeepsOpenEndsWithTheFirstCase) {
  reporter_.make_current();
  suite("Root");
  suite("a");
  const testcenter::Section section("held");
  run("a", "one");
  run("a", "two");
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: a", "section 2 in 1: held", "case 3 in 1: one",
                                  "PASS 3: ok", "case 4 in 1: two", "PASS 4: ok"));
}

TEST_F(Tree, AScopeThatAGlobalFixtureKeepsOpenEndsWithTheFirstCase) {
  reporter_.make_current();
  suite("Root");
  const testcenter::Section section("held");
  run("Root", "one");
  suite("a");
  run("a", "two");
  EXPECT_THAT(told(),
              ElementsAre("suite 1 in 0: Root", "section 2 in 1: held", "case 3 in 1: one",
                          "PASS 3: ok", "suite 4 in 0: a", "case 5 in 4: two", "PASS 5: ok"));
}

TEST_F(Tree, AScopeThatAGlobalFixtureKeepsOpenEndsWithItsSuite) {
  reporter_.make_current();
  suite("Root");
  const testcenter::Section section("held");
  suite("a");
  run("a", "one");
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: Root", "section 2 in 1: held", "suite 3 in 0: a",
                                  "case 4 in 3: one", "PASS 4: ok"));
}

TEST_F(Tree, EachKindOfEntryIsAnEventOfItsOwn) {
  suite("Root");
  test_case("Root", "c");
  say("p");
  say("m", EntryKind::message);
  say("w", EntryKind::warning);
  say("e", EntryKind::error);
  say("f", EntryKind::fatal_error);
  raise("x");
  raise("s", 225);
  end_case();
  EXPECT_THAT(told(),
              ElementsAre("suite 1 in 0: Root", "case 2 in 1: c", "PASS 2: p", "LOG 2: m",
                          "WARNING 2: w", "FAIL 2: e", "FAIL 2: f", "ERROR 2: x", "FATAL 2: s"));
}

TEST_F(Tree, ExpectedFailuresAreExpectedUpToTheirNumber) {
  suite("Root");
  test_case("Root", "c", 2);
  for (const char* text : {"one", "two", "three"}) fail(text);
  end_case();
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: Root", "case 2 in 1: c", "XFAIL 2: one",
                                  "XFAIL 2: two", "FAIL 2: three"));
}

TEST_F(Tree, FewerFailuresThanExpectedAreUnexpected) {
  suite("Root");
  test_case("Root", "c", 2);
  fail("one");
  end_case();
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: Root", "case 2 in 1: c", "XFAIL 2: one",
                                  "XPASS 2: 1 of 2 expected failures happened"));
}

TEST_F(Tree, WhatEndsACaseFailsItWhateverWasExpected) {
  suite("Root");
  test_case("Root", "c", 3);
  say("required", EntryKind::fatal_error);
  tree_.abort_case();
  end_case();
  test_case("Root", "d", 3);
  raise("thrown");
  tree_.abort_case();
  end_case();
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: Root", "case 2 in 1: c", "FAIL 2: required",
                                  "case 3 in 1: d", "ERROR 3: thrown"));
}

TEST_F(Tree, ArgumentsOfADataCaseAreToldOnce) {
  suite("Root");
  test_case("Root", "_0", 0, true);
  say("without", EntryKind::passed);
  say("first", EntryKind::passed, "x = 1; y = a; ");
  say("second", EntryKind::passed, "x = 1; y = a; ");
  end_case();
  test_case("Root", "other");
  say("third", EntryKind::passed, "no = argument; ");
  end_case();
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: Root", "case 2 in 1: _0", "PASS 2: without",
                                  "LOG 2: x = 1; y = a", "PASS 2: first", "PASS 2: second",
                                  "case 3 in 1: other", "PASS 3: third"));
}

TEST_F(Tree, SkippedCasesHaveTheirReason) {
  suite("Root");
  skip("a", "one", "disabled");
  skip("a/b", "two", "no printer");
  EXPECT_THAT(told(),
              ElementsAre("suite 1 in 0: a", "case 2 in 1: one", "SKIPPED 2: disabled",
                          "suite 3 in 0: a/b", "case 4 in 3: two", "SKIPPED 4: no printer"));
}

TEST_F(Tree, WhatAFixtureSaysBehindASkippedSuiteGoesToItsOwn) {
  reporter_.make_current();
  suite("Root");
  suite("a");
  skip("a/off", "one", "disabled");
  skip("a/off", "two", "disabled");
  tree_.leave_skipped();
  testcenter::log("torn down");
  end_suite();
  skip("last", "three", "disabled");
  tree_.leave_skipped();
  end_suite();
  testcenter::log("all is torn down");
  EXPECT_THAT(told(),
              ElementsAre("suite 1 in 0: a/off", "case 2 in 1: one", "SKIPPED 2: disabled",
                          "case 3 in 1: two", "SKIPPED 3: disabled", "suite 4 in 0: a",
                          "LOG 4: torn down", "suite 5 in 0: last", "case 6 in 5: three",
                          "SKIPPED 6: disabled", "suite 7 in 0: Root", "LOG 7: all is torn down"));
}

TEST_F(Tree, KnowsWhyNothingRan) {
  suite("Root");
  suite("a");
  EXPECT_EQ(tree_.why_not_run(), "not run");
  raise("no set-up");
  suite("a/b");
  EXPECT_EQ(tree_.why_not_run(), "not run: a: no set-up");
  end_suite();
  end_suite();
  EXPECT_EQ(tree_.why_not_run(), "not run");
  tree_.abort_run();
  EXPECT_EQ(tree_.why_not_run(), "not run: the tests were aborted");
}

TEST_F(Tree, ASuiteThatTimesOutIsFatal) {
  suite("Root");
  suite("a");
  run("a", "c");
  tree_.time_out_suite();
  EXPECT_EQ(tree_.why_not_run(), "not run: a: timed out");
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: a", "case 2 in 1: c", "PASS 2: ok",
                                  "FATAL 1: The suite took longer than its timeout"));
}

TEST_F(Tree, ARunWithinACaseMakesSections) {
  suite("Root");
  test_case("Root", "c");
  say("before");
  suite("parts");
  run("parts", "one");
  say("between", EntryKind::message);
  skip("parts", "two", "disabled");
  end_suite();
  say("behind");
  end_case();
  run("Root", "d");
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: Root", "case 2 in 1: c", "PASS 2: before",
                                  "section 3 in 2: parts/one", "PASS 3: ok", "LOG 2: between",
                                  "section 4 in 2: parts/two", "SKIPPED 4: disabled",
                                  "PASS 2: behind", "case 5 in 1: d", "PASS 5: ok"));
}

TEST_F(Tree, WhatThreadsMakeOfEntriesIsLostNowhere) {
  suite("Root");
  test_case("Root", "c");
  tree_.add_value("no start");
  tree_.start_entry(EntryKind::error, {"f.cpp", 9});
  tree_.add_value("no end");
  tree_.start_entry(EntryKind::passed, {"f.cpp", 9});
  tree_.finish_entry();
  tree_.finish_entry();
  tree_.add_value("late");
  end_case();
  EXPECT_THAT(told(), ElementsAre("suite 1 in 0: Root", "case 2 in 1: c", "LOG 2: no start",
                                  "FAIL 2: no end", "PASS 2: ", "LOG 2: late"));
}

TEST_F(Tree, EndsThatHadNoBeginningDoNothing) {
  end_case();
  end_suite();
  tree_.abort_case();
  tree_.time_out_suite();
  tree_.finish_entry();
  EXPECT_THAT(told(), ElementsAre());
}

TEST_F(Tree, WhatIsOpenAtTheEndIsClosed) {
  suite("Root");
  suite("a");
  test_case("a", "c");
  tree_.add_value("pending");
  EXPECT_THAT(told(),
              ElementsAre("suite 1 in 0: a", "case 2 in 1: c", "LOG 2: pending", not_known_of_2));
}

}  // namespace
}  // namespace testcenter::test
