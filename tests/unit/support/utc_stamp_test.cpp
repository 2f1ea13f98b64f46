#include "support/utc_stamp.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <ctime>
#include <string>

namespace testcenter {
namespace {

constexpr std::int64_t day = 86400;

std::string as_the_library_has_it(std::time_t seconds) {
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc)};
}

TEST(UtcStamp, IsWhatTheLibraryMakesOfEachDayOf600Years) {
  for (std::int64_t seconds = 0; seconds < 600 * 366 * day; seconds += day + 61) {
    ASSERT_EQ(utc_stamp(seconds), as_the_library_has_it(seconds)) << seconds;
  }
}

TEST(UtcStamp, IsRightAtTheEdgesOfLeapDaysAndCenturies) {
  for (const std::int64_t midnight :
       {951782400LL, 951868800LL, 1709164800LL, 1709251200LL, 4107542400LL}) {
    for (const std::int64_t seconds : {midnight - 1, midnight}) {
      EXPECT_EQ(utc_stamp(seconds), as_the_library_has_it(seconds)) << seconds;
    }
  }
  EXPECT_EQ(utc_stamp(951782400), "20000229T000000Z");
}

TEST(UtcStamp, OfAClockGoneWrongIsStillOne) {
  EXPECT_EQ(utc_stamp(-1), "19700101T000000Z");
  EXPECT_EQ(utc_stamp(INT64_MIN), "19700101T000000Z");
  EXPECT_EQ(utc_stamp(INT64_MAX), "99991231T235959Z");
}

}  // namespace
}  // namespace testcenter
