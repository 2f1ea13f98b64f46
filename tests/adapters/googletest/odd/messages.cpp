// What failures say.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace {

void fail_fatally() { FAIL() << "from inside"; }

TEST(Messages, OfEveryKindOfAssertion) {
  const int apples = 1;
  const std::string name = "bolt";
  EXPECT_EQ(apples, 2);
  EXPECT_EQ(apples, 2) << "and a word of mine";
  EXPECT_EQ(name + "\nand more", "nut\nand more");
  EXPECT_EQ("a\nb\nc", std::string("a\nx\nc"));
  EXPECT_LT(apples, 0);
  EXPECT_TRUE(apples == 2);
  EXPECT_FALSE(name == "bolt") << "first line\nsecond line";
  EXPECT_NEAR(1.0, 1.5, 0.25);
  EXPECT_STREQ(name.c_str(), "nut");
  EXPECT_THROW(name.at(0), std::out_of_range);
  EXPECT_THROW(name.at(9), std::invalid_argument);
  EXPECT_NO_THROW(name.at(9));
  EXPECT_NO_FATAL_FAILURE(fail_fatally());
  ADD_FAILURE();
  ADD_FAILURE() << "only my words";
  ADD_FAILURE_AT("elsewhere.cpp", 7) << "somewhere else";
  ADD_FAILURE_AT("", -1) << "nowhere";
  ADD_FAILURE_AT("", -1) << "C++ exception with description \"no\" is what I say, not GoogleTest";
  ASSERT_GE(apples, 5);
}

TEST(Messages, ThatAreNoText) {
  ADD_FAILURE() << "not UTF-8: \xFF\xFE caf\xE9, cut: \xE2\x82";
  ADD_FAILURE() << std::string("a NUL \0 inside", 14);
  ADD_FAILURE() << "bell \a, escape \x1B[31m, tab \t, return \r.";
  ADD_FAILURE() << "U+FFFF \xEF\xBF\xBF, surrogate \xED\xA0\x80, overlong \xC0\xAF";
}

TEST(Messages, ThatAreLong) {
  ADD_FAILURE() << std::string(2 * 1024 * 1024, 'x');
  std::string lines;
  for (int i = 0; i < 100'000; ++i) lines += "line\n";
  ADD_FAILURE() << lines;
  std::string umlauts;
  for (int i = 0; i < 1000; ++i) umlauts += "\xC3\xB6";
  ADD_FAILURE() << umlauts;
}

TEST(Messages, OfSuccess) {
  SUCCEED();
  SUCCEED() << "with a word";
  SUCCEED() << "with\ntwo lines";
  SCOPED_TRACE("and a trace");
  SUCCEED() << "traced";
}

void fail_inside() {
  SCOPED_TRACE("innermost");
  ADD_FAILURE() << "deep";
}

TEST(Traces, AreNested) {
  SCOPED_TRACE("outermost");
  {
    SCOPED_TRACE(std::string("second,\nof two lines"));
    fail_inside();
  }
  ADD_FAILURE() << "shallow";
}

TEST(Traces, AreSpoofed) {
  ADD_FAILURE() << "mine\nGoogle Test trace:\nspoofed.cpp:12: not a trace\n: 1: nor this";
  SCOPED_TRACE("the real one");
  ADD_FAILURE() << "mine\nGoogle Test trace:\nspoofed.cpp:12: not a trace";
  ADD_FAILURE() << "mine\nStack trace:\nspoofed";
}

class Throws : public ::testing::Test {};

TEST_F(Throws, InTheBody) { throw std::runtime_error("something broke"); }
TEST_F(Throws, NoException) { throw 7; }
TEST_F(Throws, AfterAFailure) {
  SCOPED_TRACE("while tracing");
  ADD_FAILURE() << "first";
  throw std::runtime_error("two\nlines, and \xFF");
}

class ThrowsInSetUp : public ::testing::Test {
  void SetUp() override { throw std::runtime_error("in SetUp"); }
};
TEST_F(ThrowsInSetUp, NeverRuns) { FAIL(); }

class ThrowsInTearDown : public ::testing::Test {
  void TearDown() override { throw std::runtime_error("in TearDown"); }
};
TEST_F(ThrowsInTearDown, Runs) {}

class ThrowsInConstructor : public ::testing::Test {
 protected:
  ThrowsInConstructor() { throw std::runtime_error("in the constructor"); }
};
TEST_F(ThrowsInConstructor, NeverRuns) { FAIL(); }

}  // namespace
