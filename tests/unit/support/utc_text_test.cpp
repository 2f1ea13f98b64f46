#include "support/utc_text.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <string>

namespace testcenter {
namespace {

std::string by_the_library(std::time_t time) {
  std::tm utc{};
  gmtime_r(&time, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc)};
}

TEST(UtcText, IsWhatTheLibrarySaysOnEachDay) {
  constexpr std::time_t day = 86400;
  for (std::time_t time = 0; time < 400 * 366 * day; time += day - 1) {
    ASSERT_EQ(utc_text(time), by_the_library(time)) << time;
  }
}

TEST(UtcText, IsWhatTheLibrarySaysInEachSecondOfADay) {
  for (std::time_t time = 951782400; time < 951782400 + 86400; ++time) {
    ASSERT_EQ(utc_text(time), by_the_library(time)) << time;
  }
}

}  // namespace
}  // namespace testcenter
