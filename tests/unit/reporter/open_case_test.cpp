#include "recorder_case.hpp"

using testcenter::core::innermost_element;

namespace {

/// Suite 1, case 2, section 3.
class OpenCase : public RecorderCase {
 protected:
  void SetUp() override {
    start();
    section(test_case(suite()));
  }
};

TEST_F(OpenCase, IsTheOneThatIsOpen) {
  EXPECT_EQ(recorder_->open_case().id, 2U);
  close(2);
  EXPECT_EQ(recorder_->open_case().id, 0U);
}

TEST_F(OpenCase, HasFailedOnceItFailedItselfOrBelow) {
  add(3, EventType::pass);
  EXPECT_FALSE(recorder_->open_case().has_failed);
  add(3, EventType::fail);
  EXPECT_TRUE(recorder_->open_case().has_failed) << "in a section that is open";
  close(3);
  EXPECT_TRUE(recorder_->open_case().has_failed) << "in a section that was closed";
  test_case(1);
  EXPECT_FALSE(recorder_->open_case().has_failed) << "in another case";
  add(4, EventType::xpass);
  EXPECT_TRUE(recorder_->open_case().has_failed);
}

TEST_F(OpenCase, DoesNotFailWithItsSuite) {
  add(1, EventType::error);
  EXPECT_FALSE(recorder_->open_case().has_failed);
}

TEST_F(OpenCase, IsEndedByWhatOpensBesideOrAboveIt) {
  EXPECT_EQ(recorder_->case_ended_by_open(0).id, 2U) << "another suite";
  EXPECT_EQ(recorder_->case_ended_by_open(1).id, 2U) << "another case";
  EXPECT_EQ(recorder_->case_ended_by_open(2).id, 0U) << "a section of it";
  EXPECT_EQ(recorder_->case_ended_by_open(3).id, 0U) << "a section of its section";
  EXPECT_EQ(recorder_->case_ended_by_open(innermost_element).id, 0U);
}

TEST_F(OpenCase, IsEndedByItsOwnCloseAndThatOfItsSuite) {
  EXPECT_EQ(recorder_->case_ended_by_close(1).id, 2U);
  EXPECT_EQ(recorder_->case_ended_by_close(2).id, 2U);
  EXPECT_EQ(recorder_->case_ended_by_close(3).id, 0U) << "a section of it";
  EXPECT_EQ(recorder_->case_ended_by_close(4).id, 0U) << "never opened";
  test_case(1);
  EXPECT_EQ(recorder_->case_ended_by_close(2).id, 0U) << "closed before";
}

TEST_F(OpenCase, TakesAFileLikeAnyOther) {
  recorder_->attach(2, {testcenter::FileRole::attachment, "1", "output.txt", "text/plain", {}});
  EXPECT_EQ(told().back(), "ATTACHMENT 2: output.txt");
  close(2);
  EXPECT_EQ(told().back(), "close 2");
  expect_nothing_uncounted();
}

}  // namespace
