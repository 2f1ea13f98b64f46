#include "support/small_text.hpp"

#include <gtest/gtest.h>

using testcenter::SmallText;

namespace {

TEST(SmallText, JoinsTextsAndNumbers) {
  SmallText<64> text;
  EXPECT_EQ(text.view(), "");
  text << "from " << std::uint64_t{0} << " to " << UINT64_MAX;
  EXPECT_EQ(text.view(), "from 0 to 18446744073709551615");
}

TEST(SmallText, LeavesOutWhatDoesNotFit) {
  SmallText<8> text;
  text << "1234567";
  EXPECT_EQ(text.view(), "1234567");
  text << std::uint64_t{10};
  EXPECT_EQ(text.view(), "1234567") << "half a number would be another number";
  text << "89";
  EXPECT_EQ(text.view(), "12345678");
  text << "more" << std::uint64_t{1};
  EXPECT_EQ(text.view(), "12345678");
}

}  // namespace
