#include <testcenter/testcenter.hpp>

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

namespace {

void die() {
  testcenter::log("never seen");
  ADD_FAILURE() << "never seen";
  std::fprintf(stderr, "dying\n");
  std::abort();
}

void leave() {
  testcenter::log("never seen");
  std::fprintf(stderr, "leaving\n");
  std::exit(7);
}

class DeathTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { ::testing::GTEST_FLAG(death_test_style) = GetParam(); }
};

TEST_P(DeathTest, Dies) {
  testcenter::log("in the parent");
  EXPECT_DEATH(die(), "^dying\n$");
}

TEST_P(DeathTest, Exits) { EXPECT_EXIT(leave(), ::testing::ExitedWithCode(7), "^leaving\n$"); }

TEST_P(DeathTest, DoesNotDie) {
  EXPECT_DEATH((void)0, "");
  EXPECT_DEATH(leave(), "dying") << "the wrong words";
}

INSTANTIATE_TEST_SUITE_P(Style, DeathTest, ::testing::Values("fast", "threadsafe"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
