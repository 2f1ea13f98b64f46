#include "recorder_case.hpp"

using testcenter::core::innermost_element;

namespace {

class Finish : public RecorderCase {
 protected:
  void SetUp() override { start(); }
};

TEST_F(Finish, ClosesWhatIsOpenAndEndsTheJournal) {
  section(test_case(suite()));
  EXPECT_TRUE(recorder_->finish({}));
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.begin() + 3, lines.end()),
            (Lines{"PASS 3: Passed in T", "close 3", "PASS 2: Passed in T", "close 2", "close 1",
                   "finish"}));
  EXPECT_EQ(recorder_->innermost(), 0U);
}

TEST_F(Finish, InsideOfAnElementIsItsFatalEnd) {
  test_case(suite());
  EXPECT_TRUE(recorder_->finish("exit() was called"));
  const Lines lines = told();
  EXPECT_EQ(Lines(lines.begin() + 2, lines.end()),
            (Lines{"FATAL 2: exit() was called", "LOG 2: Failed in T: 1 failure", "close 2",
                   "close 1", "finish"}));
  EXPECT_EQ(recorder_->counts().failures, 1U);
}

TEST_F(Finish, OutsideOfAnyElementIsNotFatal) {
  close(suite());
  recorder_->finish("exit() was called");
  EXPECT_EQ(told(), (Lines{"suite 1 in 0: S", "PASS 1: Passed in T", "close 1", "finish"}));
}

TEST_F(Finish, OfARunWithoutAnyResultIsJustTheEnd) {
  EXPECT_TRUE(recorder_->finish({}));
  EXPECT_EQ(told(), Lines{"finish"});
}

TEST_F(Finish, HappensOnceAndNothingFollows) {
  const auto s = suite();
  recorder_->finish({});
  const Lines before = told();
  const auto counts = recorder_->counts();
  EXPECT_TRUE(recorder_->finish("again"));
  EXPECT_EQ(suite(), 0U);
  EXPECT_EQ(test_case(s), 0U);
  EXPECT_EQ(add(s, EventType::fail), Recorded::no);
  EXPECT_EQ(add(innermost_element, EventType::fail), Recorded::no);
  EXPECT_EQ(close(s), Recorded::no);
  EXPECT_EQ(told(), before);
  EXPECT_EQ(recorder_->counts().events, counts.events) << "nobody accepted these";
}

}  // namespace
