// What does not run, and what runs around the tests.
#include <testcenter/testcenter.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

TEST(Skips, InTheBody) { GTEST_SKIP() << "not on this machine"; }
TEST(Skips, WithoutAWord) { GTEST_SKIP(); }
TEST(Skips, WithTwoLines) { GTEST_SKIP() << "not\nhere"; }
TEST(Skips, ThenFails) {
  []() { GTEST_SKIP() << "skipped first"; }();
  ADD_FAILURE() << "then failed";
}
TEST(Skips, Traced) {
  SCOPED_TRACE("a trace");
  GTEST_SKIP() << "the reason alone";
}

TEST(Skips, InASection) {
  const testcenter::Section section("with a disk");
  GTEST_SKIP() << "no disk";
}
TEST(Skips, InASectionWithoutAWord) {
  const testcenter::Section section("with a disk");
  GTEST_SKIP();
}
TEST(Skips, InASectionWithTwoLinesAndBehindIt) {
  []() {
    const testcenter::Section section("with a disk");
    GTEST_SKIP() << "no\ndisk";
  }();
  GTEST_SKIP() << "not here either";
}
TEST(Skips, InASectionThenFails) {
  []() {
    const testcenter::Section section("with a disk");
    GTEST_SKIP() << "no disk";
  }();
  ADD_FAILURE() << "then failed";
}

class SkipsInSetUp : public ::testing::Test {
  void SetUp() override { GTEST_SKIP() << "skipped in SetUp"; }
};
TEST_F(SkipsInSetUp, First) { FAIL(); }
TEST_F(SkipsInSetUp, Second) { FAIL(); }

class SuiteSkips : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GTEST_SKIP() << "no database"; }
};
TEST_F(SuiteSkips, First) {}
TEST_F(SuiteSkips, DISABLED_Second) {}
TEST_F(SuiteSkips, Third) {}

class SuiteFails : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { FAIL() << "no database"; }
};
TEST_F(SuiteFails, First) {}
TEST_F(SuiteFails, Second) {}

class SuiteThrows : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { throw std::runtime_error("no database at all"); }
};
TEST_F(SuiteThrows, First) {}

class SuiteFailsAtItsEnd : public ::testing::Test {
 protected:
  static void TearDownTestSuite() { EXPECT_EQ(1, 2) << "something leaked"; }
};
TEST_F(SuiteFailsAtItsEnd, First) {}
TEST_F(SuiteFailsAtItsEnd, Second) {}

TEST(Disabled, DISABLED_First) { FAIL(); }
TEST(Disabled, Second) {}
TEST(Disabled, DISABLED_Third) { FAIL(); }
TEST(Disabled, DISABLED_Fourth) {}

TEST(DISABLED_Suite, First) { FAIL(); }
TEST(DISABLED_Suite, Second) {}

class DisabledValues : public ::testing::TestWithParam<int> {};
TEST_P(DisabledValues, DISABLED_First) {}
INSTANTIATE_TEST_SUITE_P(Small, DisabledValues, ::testing::Values(1, 2));

class Properties : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { RecordProperty("set_up", "first"); }
  static void TearDownTestSuite() { RecordProperty("tear_down", 2); }
  void SetUp() override { RecordProperty("of_set_up", "yes"); }
};
TEST_F(Properties, OfATest) {
  RecordProperty("number", 7);
  RecordProperty("text", "two\nlines, \"quotes\" & \xFF");
  RecordProperty("number", 8);
}
TEST_F(Properties, OfAFailingTest) {
  RecordProperty("number", 9);
  FAIL() << "failed";
}

}  // namespace
