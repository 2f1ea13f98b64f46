#include "recorder_case.hpp"

#include <csignal>

using testcenter::core::innermost_element;

namespace {

class Crash : public RecorderCase {
 protected:
  void SetUp() override { start(); }
};

TEST_F(Crash, IsRecordedForTheInnermostElement) {
  const auto c = test_case(suite());
  section(c);
  EXPECT_TRUE(recorder_->crash(SIGSEGV, true));
  EXPECT_EQ(told().back(), "crash 11");
  testcenter::journal::Reader reader(region());
  testcenter::journal::Record record;
  while (reader.next(record) == testcenter::journal::Reader::State::record) {
  }
  EXPECT_EQ(record.element, 3U);
}

TEST_F(Crash, ThatIsTheLastWordIsFollowedByNothing) {
  const auto c = test_case(suite());
  EXPECT_TRUE(recorder_->crash(SIGSEGV, true));
  EXPECT_EQ(add(c, EventType::fail), Recorded::no);
  EXPECT_EQ(test_case(1), 0U);
  EXPECT_FALSE(recorder_->crash(SIGABRT, true)) << "of another thread";
  EXPECT_TRUE(recorder_->finish("exit() was called"));
  EXPECT_EQ(told().back(), "crash 11");
}

TEST_F(Crash, ThatMaySurviveIsFollowedByWhatComes) {
  const auto c = test_case(suite());
  EXPECT_TRUE(recorder_->crash(SIGSEGV, false));
  EXPECT_EQ(add(c, EventType::fail, "after"), Recorded::yes);
  EXPECT_EQ(told().back(), "FAIL 2: after");
  expect_nothing_uncounted();
}

TEST_F(Crash, BeforeAnyElementNamesNone) {
  EXPECT_TRUE(recorder_->crash(SIGSEGV, true));
  EXPECT_EQ(told(), Lines{"crash 11"});
}

TEST_F(Crash, AfterTheEndIsNotRecorded) {
  suite();
  recorder_->finish({});
  EXPECT_FALSE(recorder_->crash(SIGSEGV, true));
  EXPECT_EQ(told().back(), "finish");
}

}  // namespace
