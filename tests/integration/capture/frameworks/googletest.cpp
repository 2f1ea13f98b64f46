// GoogleTest tests that print, capture what they print themselves, and die.
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

namespace {

TEST(Printing, AndPassing) {
  std::printf("printf\n");
  std::cout << "cout\n";
}

TEST(Printing, AndFailing) {
  std::cout << "before\n";
  EXPECT_EQ(1, 2);
  std::cout << "after\n";
}

TEST(Printing, Nothing) {}

TEST(Printing, IntoACaptureOfTheTest) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  std::printf("taken");
  std::fprintf(stderr, "taken, too");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "taken");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "taken, too");
  std::printf("not taken\n");
}

class Dying : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { ::testing::GTEST_FLAG(death_test_style) = GetParam(); }
};

TEST_P(Dying, SaysItsLastWords) {
  std::printf("before\n");
  EXPECT_DEATH(
      {
        std::printf("on the child's stdout\n");
        std::fflush(stdout);
        std::fprintf(stderr, "last words\n");
        std::abort();
      },
      "last words");
  EXPECT_EXIT(
      {
        std::printf("flushed by exit()\n");
        std::exit(3);
      },
      testing::ExitedWithCode(3), "");
  std::printf("after\n");
}

INSTANTIATE_TEST_SUITE_P(Style, Dying, testing::Values("fast", "threadsafe"),
                         [](const auto& style) { return std::string(style.param); });

}  // namespace
