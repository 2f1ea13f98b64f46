#include "support/duration_text.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace testcenter {
namespace {

using namespace std::chrono_literals;

std::string shown(std::chrono::steady_clock::duration duration) {
  return std::string(duration_text(duration).view());
}

TEST(Duration, IsShownAsPeopleReadIt) {
  EXPECT_EQ(shown(0us), "0 \u00b5s");
  EXPECT_EQ(shown(999us), "999 \u00b5s");
  EXPECT_EQ(shown(1000us), "1 ms");
  EXPECT_EQ(shown(9999ms), "9999 ms");
  EXPECT_EQ(shown(10s), "10.0 s");
  EXPECT_EQ(shown(15349ms), "15.3 s");
  EXPECT_EQ(shown(24h), "86400.0 s");
}

TEST(Duration, StandsBehindWhatPassed) {
  EXPECT_EQ(passed_text(12ms).view(), "Passed in 12 ms");
  EXPECT_EQ(passed_text(24h * 365 * 290).view(), "Passed in 9145440000.0 s");
}

}  // namespace
}  // namespace testcenter
