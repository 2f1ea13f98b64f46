#include "recorder_case.hpp"

#include <algorithm>

using testcenter::core::innermost_element;

namespace {

class Tree : public RecorderCase {
 protected:
  void SetUp() override { start(); }
};

TEST_F(Tree, IsWrittenAsItIsOpenedAndClosed) {
  const auto s = suite("s");
  const auto c = test_case(s, "c");
  add(c, EventType::fail, "f");
  close(c);
  close(s);
  EXPECT_EQ(told(), (Lines{"suite 1 in 0: s", "case 2 in 1: c", "FAIL 2: f",
                           "LOG 2: Failed in T: 1 failure", "close 2", "close 1"}));
}

TEST_F(Tree, TakesEveryChildThatTheApiAllows) {
  const auto s = suite();
  const auto c = test_case(s);
  const auto f = open(c, ElementKind::feature, "F");
  const auto o = open(f, ElementKind::scenario, "O");
  const auto t = open(o, ElementKind::step, "T");
  section(section(t));
  EXPECT_EQ(told(),
            (Lines{"suite 1 in 0: S", "case 2 in 1: C", "feature 3 in 2: F", "scenario 4 in 3: O",
                   "step 5 in 4: T", "section 6 in 5: N", "section 7 in 6: N"}));
  EXPECT_EQ(recorder_->innermost(), 7U);
}

TEST_F(Tree, MakesASectionOfAChildThatTheApiDoesNotAllow) {
  const auto s = suite();
  const auto step = open(s, ElementKind::step, "step");
  open(step, ElementKind::suite, "suite");
  open(s, ElementKind::feature, "feature");
  open(innermost_element, ElementKind::test_case, "case");
  const Lines lines = told();
  EXPECT_EQ(lines[1], "section 2 in 1: step");
  EXPECT_EQ(lines[2], "section 3 in 2: suite");
  EXPECT_EQ(lines.back(), "section 5 in 4: case");
}

TEST_F(Tree, ClosesWhatIsOpenBelowTheParentOfANewElement) {
  const auto s = suite();
  const auto c = test_case(s);
  const auto n = section(c);
  add(n, EventType::xfail);
  add(c, EventType::xfail);
  test_case(s, "D");
  EXPECT_EQ(told(), (Lines{"suite 1 in 0: S", "case 2 in 1: C", "section 3 in 2: N", "XFAIL 3: m",
                           "XFAIL 2: m", "close 3", "close 2", "case 4 in 1: D"}));
}

TEST_F(Tree, HasOneSuiteOpenAtATime) {
  const auto s = suite("s");
  add(test_case(s), EventType::skipped);
  suite("t");
  EXPECT_EQ(told(), (Lines{"suite 1 in 0: s", "case 2 in 1: C", "SKIPPED 2: m", "close 2",
                           "close 1", "suite 3 in 0: t"}));
}

TEST_F(Tree, ClosesWhatIsOpenBelowAnElement) {
  const auto s = suite();
  const auto c = test_case(s);
  add(section(section(c)), EventType::skipped);
  add(c, EventType::skipped);
  EXPECT_EQ(close(c), Recorded::yes);
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.end() - 3, lines.end()), (Lines{"close 4", "close 3", "close 2"}));
  EXPECT_EQ(recorder_->innermost(), s);
}

TEST_F(Tree, ClosesAnElementOnce) {
  const auto s = suite();
  const auto c = test_case(s);
  close(c);
  const Lines before = told();
  EXPECT_EQ(close(c), Recorded::no);
  EXPECT_EQ(close(77), Recorded::no);
  EXPECT_EQ(close(0), Recorded::no);
  EXPECT_EQ(told(), before);
}

TEST_F(Tree, GivesResultsOfClosedElementsToTheNearestOpenAncestor) {
  const auto s = suite();
  const auto c = test_case(s);
  const auto n = section(c);
  close(n);
  add(n, EventType::log, "late");
  close(c);
  add(n, EventType::log, "later");
  section(n, "too late");
  const Lines lines = told();
  EXPECT_NE(std::find(lines.begin(), lines.end(), "LOG 2: late"), lines.end());
  EXPECT_NE(std::find(lines.begin(), lines.end(), "LOG 1: later"), lines.end());
  EXPECT_EQ(lines.back(), "section 4 in 1: too late");
}

TEST_F(Tree, GivesResultsToOuterElementsWhileInnerOnesAreOpen) {
  const auto s = suite();
  test_case(s);
  add(s, EventType::warning, "of the suite");
  add(innermost_element, EventType::log, "of the case");
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.begin() + 2, lines.end()),
            (Lines{"WARNING 1: of the suite", "LOG 2: of the case"}));
}

TEST_F(Tree, DropsAndCountsWhatHasNoSuite) {
  EXPECT_EQ(add(innermost_element, EventType::fail), Recorded::no);
  EXPECT_EQ(test_case(0), 0U);
  EXPECT_EQ(section(innermost_element), 0U);
  const auto s = suite();
  close(s);
  EXPECT_EQ(add(s, EventType::log), Recorded::no);
  const auto counts = recorder_->counts();
  EXPECT_EQ(counts.dropped, 4U);
  EXPECT_EQ(counts.failures, 1U);
  expect_nothing_uncounted();
}

TEST_F(Tree, SaysThatWhatHadNoSuiteWasDropped) {
  add(innermost_element, EventType::fail);
  suite();
  recorder_->finish({});
  const Lines lines = told();
  EXPECT_EQ(lines[lines.size() - 2], "WARNING 1: 1 result was dropped: no element was open");
}

TEST_F(Tree, CanBeDeep) {
  auto innermost = suite();
  for (int i = 0; i < 300; ++i) innermost = section(innermost);
  EXPECT_EQ(innermost, 301U);
  add(innermost, EventType::fail);
  recorder_->finish({});
  EXPECT_EQ(told().back(), "finish");
  EXPECT_EQ(recorder_->counts().elements, 301U);
  expect_nothing_uncounted();
}

TEST_F(Tree, MayBeEnteredAgainWhileSomethingBelowStaysOpen) {
  const auto c = test_case(suite());
  const auto s = section(c);
  EXPECT_TRUE(recorder_->enter(c));
  EXPECT_EQ(recorder_->innermost(), c);
  add(innermost_element, EventType::log, "above");
  EXPECT_TRUE(recorder_->enter(s));
  add(innermost_element, EventType::log, "below");
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.begin() + 3, lines.end()), (Lines{"LOG 2: above", "LOG 3: below"}));
}

TEST_F(Tree, EnteredLastsUntilSomethingOpensOrCloses) {
  const auto c = test_case(suite());
  const auto outer = section(c);
  recorder_->enter(c);
  const auto other = section(innermost_element);
  EXPECT_EQ(recorder_->innermost(), other) << "below the case, where it closed the other one";
  EXPECT_FALSE(recorder_->enter(outer));
  EXPECT_EQ(recorder_->innermost(), c) << "the nearest that is open";
  close(other);
  EXPECT_EQ(recorder_->innermost(), c);
}

}  // namespace
