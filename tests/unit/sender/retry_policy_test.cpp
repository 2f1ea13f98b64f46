#include "sender/retry_policy.hpp"

#include <gtest/gtest.h>

namespace testcenter::sender {
namespace {

using api::Verdict;
using std::chrono::milliseconds;

api::Answer trouble(Verdict verdict, milliseconds retry_after = milliseconds(0)) {
  return {verdict, "why", retry_after};
}

milliseconds not_sent(RetryPolicy& policy) {
  return policy.wait_after(trouble(Verdict::not_sent)).value();
}

TEST(RetryPolicy, BacksOffExponentiallyUpToACap) {
  RetryPolicy policy{SenderOptions{}};
  for (int full : {100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000}) {
    const milliseconds wait = not_sent(policy);
    EXPECT_LE(wait, milliseconds(full));
    EXPECT_GE(wait, milliseconds(full / 2));
  }
}

TEST(RetryPolicy, NeverTiresOfAServerThatIsNotThere) {
  RetryPolicy policy{SenderOptions{}};
  for (int i = 0; i < 1000; ++i) EXPECT_GT(not_sent(policy), milliseconds(0));
}

TEST(RetryPolicy, WritersWithDifferentSeedsComeBackAtDifferentTimes) {
  SenderOptions options;
  options.first_backoff = options.longest_backoff = milliseconds(5000);
  RetryPolicy one{options};
  options.jitter_seed = 4711;
  RetryPolicy other{options};
  bool differ = false;
  for (int i = 0; i < 10; ++i) differ |= not_sent(one) != not_sent(other);
  EXPECT_TRUE(differ);
}

TEST(RetryPolicy, WaitsAsTold) {
  RetryPolicy policy{SenderOptions{}};
  EXPECT_EQ(policy.wait_after(trouble(Verdict::wait, milliseconds(7000))), milliseconds(7000));
}

TEST(RetryPolicy, WaitsNoLongerThanTheCap) {
  RetryPolicy policy{SenderOptions{}};
  EXPECT_EQ(policy.wait_after(trouble(Verdict::wait, std::chrono::hours(24))), milliseconds(60000));
}

TEST(RetryPolicy, IsNotToldToComeBackAtOnce) {
  RetryPolicy policy{SenderOptions{}};
  EXPECT_GE(policy.wait_after(trouble(Verdict::wait)), milliseconds(50));
}

TEST(RetryPolicy, TriesAnUnknownOutcomeAFewTimes) {
  SenderOptions options;
  options.unknown_retries = 2;
  RetryPolicy policy{options};
  EXPECT_TRUE(policy.wait_after(trouble(Verdict::outcome_unknown)));
  EXPECT_TRUE(policy.wait_after(trouble(Verdict::not_sent))) << "this one does not count";
  EXPECT_TRUE(policy.wait_after(trouble(Verdict::outcome_unknown)));
  EXPECT_FALSE(policy.wait_after(trouble(Verdict::outcome_unknown)));
}

TEST(RetryPolicy, BeginsAnewOnceTheServerJudged) {
  SenderOptions options;
  options.unknown_retries = 1;
  RetryPolicy policy{options};
  EXPECT_TRUE(policy.wait_after(trouble(Verdict::outcome_unknown)));
  not_sent(policy);
  policy.reset();
  EXPECT_LE(not_sent(policy), milliseconds(100));
  EXPECT_TRUE(policy.wait_after(trouble(Verdict::outcome_unknown)));
}

TEST(RetryPolicy, InAHurryWaitsAreShortAgainButTheCountStands) {
  SenderOptions options;
  options.unknown_retries = 1;
  RetryPolicy policy{options};
  EXPECT_TRUE(policy.wait_after(trouble(Verdict::outcome_unknown)));
  for (int i = 0; i < 5; ++i) not_sent(policy);
  policy.hurry();
  EXPECT_LE(not_sent(policy), milliseconds(100));
  EXPECT_FALSE(policy.wait_after(trouble(Verdict::outcome_unknown)));
}

}  // namespace
}  // namespace testcenter::sender
