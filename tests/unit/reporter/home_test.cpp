#include <testcenter/reporter.hpp>

#include "recorder_case.hpp"
#include "support/temporary_folder.hpp"
#include "support/told_reporter.hpp"

#include <gmock/gmock.h>

namespace {

using testcenter::core::innermost_element;

class Home : public RecorderCase {
 protected:
  void SetUp() override {
    start();
    recorder_->set_home("Home");
  }
};

TEST_F(Home, IsOpenedForAnEventOutsideOfEverySuite) {
  EXPECT_EQ(add(innermost_element, EventType::log), Recorded::yes);
  EXPECT_EQ(recorder_->innermost(), 1u);
  EXPECT_EQ(recorder_->counts().elements, 1u);
  EXPECT_EQ(recorder_->counts().dropped, 0u);
}

TEST_F(Home, IsOpenedForAnElementOutsideOfEverySuite) {
  EXPECT_EQ(section(innermost_element), 2u);
  EXPECT_EQ(recorder_->counts().elements, 2u);
}

TEST_F(Home, IsOpenedOnceForAllThatComes) {
  add(innermost_element, EventType::log);
  add(innermost_element, EventType::log);
  EXPECT_EQ(recorder_->counts().elements, 1u);
}

TEST_F(Home, IsClosedByTheNextSuite) {
  add(innermost_element, EventType::log);
  const auto next = suite();
  EXPECT_EQ(recorder_->innermost(), next);
}

TEST_F(Home, IsNotOpenedWhereASuiteIs) {
  const auto open = suite();
  add(innermost_element, EventType::log);
  EXPECT_EQ(recorder_->innermost(), open);
  EXPECT_EQ(recorder_->counts().elements, 1u);
}

TEST_F(Home, IsTheSuiteThatIsOpenWhateverIsOpenInIt) {
  EXPECT_EQ(recorder_->suite(), 0u);
  section(innermost_element);
  EXPECT_EQ(recorder_->suite(), 1u);
  close(1);
  EXPECT_EQ(recorder_->suite(), 0u);
}

TEST_F(Home, TakesWhatComesAfterTheLastSuite) {
  const auto closed = suite();
  close(closed);
  EXPECT_EQ(add(closed, EventType::fail), Recorded::yes);
  EXPECT_EQ(recorder_->counts().dropped, 0u);
}

TEST_F(Home, IsNotOpenedInTheMidstOfASuiteForWhatIsLate) {
  const auto earlier = test_case(suite("earlier"));
  const auto c = test_case(suite("now"));
  EXPECT_EQ(add(earlier, EventType::log, "late"), Recorded::no);
  EXPECT_EQ(section(earlier, "late"), 0U);
  EXPECT_EQ(test_case(0, "nowhere"), 0U);
  EXPECT_EQ(recorder_->innermost(), c) << "a test goes on here";
  EXPECT_EQ(recorder_->counts().dropped, 3U);
  expect_nothing_uncounted();
}

TEST_F(Home, IsNotOpenedAfterTheEnd) {
  recorder_->finish({});
  EXPECT_EQ(add(innermost_element, EventType::log), Recorded::no);
  EXPECT_EQ(recorder_->counts().elements, 0u);
}

TEST(HomeOfAReporter, TakesAVerificationAndWhyItHasNoPicture) {
  const testcenter::test::TemporaryFolder folder;
  testcenter::Reporter reporter(testcenter::test::spool_only(folder));
  reporter.set_home("Home");
  reporter.add_verification({testcenter::EventType::fail, "differs", {}, {}, {}}, "reference.png",
                            testcenter::File::at(folder.path("missing.png")));
  reporter.finish();
  EXPECT_THAT(testcenter::test::told_by_adapter(reporter.journal_path()),
              testing::ElementsAre("suite 1 in 0: Home", "FAIL 1: differs",
                                   testing::StartsWith("WARNING 1: cannot attach")));
}

}  // namespace
