#include "http/retry_after.hpp"

#include <gmock/gmock.h>

#include <ctime>
#include <string>

namespace testcenter::http {
namespace {

using std::chrono::milliseconds;
using testing::Optional;

constexpr std::time_t now = 1445412480;  // Wed, 21 Oct 2015 07:28:00 GMT

TEST(RetryAfter, ReadsSeconds) {
  EXPECT_THAT(parse_retry_after("0", now), Optional(milliseconds(0)));
  EXPECT_THAT(parse_retry_after("120", now), Optional(milliseconds(120000)));
}

TEST(RetryAfter, ReadsDates) {
  EXPECT_THAT(parse_retry_after("Wed, 21 Oct 2015 07:29:00 GMT", now),
              Optional(milliseconds(60000)));
  EXPECT_THAT(parse_retry_after("Wednesday, 21-Oct-15 07:29:00 GMT", now),
              Optional(milliseconds(60000)));
}

TEST(RetryAfter, TakesAPastDateAsNow) {
  EXPECT_THAT(parse_retry_after("Wed, 21 Oct 2015 07:00:00 GMT", now), Optional(milliseconds(0)));
}

TEST(RetryAfter, IsCapped) {
  const milliseconds most = longest_retry_after;
  EXPECT_THAT(parse_retry_after("99999999", now), Optional(most));
  EXPECT_THAT(parse_retry_after("99999999999999999999999999", now), Optional(most));
  EXPECT_THAT(parse_retry_after("Wed, 21 Oct 2065 07:28:00 GMT", now), Optional(most));
}

TEST(RetryAfter, IsNothingWhereItMakesNoSense) {
  for (const std::string value :
       {"", "soon", "-5", "1.5", "5s", "12:00", "Wed, soon GMT", "\xff"}) {
    EXPECT_EQ(parse_retry_after(value, now), std::nullopt) << value;
  }
}

}  // namespace
}  // namespace testcenter::http
