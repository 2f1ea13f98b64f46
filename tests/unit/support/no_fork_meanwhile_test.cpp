#include "support/no_fork_meanwhile.hpp"

#include "support/forked_child.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

using testcenter::NoForkMeanwhile;
using testcenter::test::in_forked_child;

namespace {

using Clock = std::chrono::steady_clock;

TEST(NoForkMeanwhile, HoldsUpAForkOfAnotherThreadButNotForEver) {
  const NoForkMeanwhile guard;
  std::thread([] {
    const auto begin = Clock::now();
    EXPECT_EQ(in_forked_child([] {}), 0);
    EXPECT_GE(Clock::now() - begin, std::chrono::milliseconds(200));
  }).join();
}

TEST(NoForkMeanwhile, IsOverWithItsEndInParentAndChild) {
  { const NoForkMeanwhile guard; }
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(in_forked_child([] { const NoForkMeanwhile guard; }), 0);
    const NoForkMeanwhile guard;
  }
}

}  // namespace
