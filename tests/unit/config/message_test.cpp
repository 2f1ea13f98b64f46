#include "config/message.hpp"

#include "config/nearest.hpp"
#include "config/percent.hpp"

#include <gtest/gtest.h>

#include <string>

using testcenter::config::edit_distance;
using testcenter::config::in_quotes;
using testcenter::config::nearest_setting;
using testcenter::config::percent_decoded;
using testcenter::config::Plus;

namespace {

TEST(Message, QuotesStayOnOneLine) {
  EXPECT_EQ(in_quotes("a\nb\x7f\x1b[31m"), "\"a\\x0Ab\\x7F\\x1B[31m\"");
  EXPECT_EQ(in_quotes("\xc2\x9bm\xc2\xa0"), "\"\\x9Bm\xc2\xa0\"");
  EXPECT_EQ(in_quotes(""), "\"\"");
}

TEST(Message, LongTextIsCutBetweenCharacters) {
  const std::string umlaut = "\xc3\xa4";
  EXPECT_EQ(in_quotes(std::string(199, 'x') + umlaut + "rest"),
            "\"" + std::string(199, 'x') + "...\"");
  EXPECT_EQ(in_quotes(std::string(200, 'x')), "\"" + std::string(200, 'x') + "\"");
}

TEST(Message, EditDistanceCountsInsertsRemovalsAndChanges) {
  EXPECT_EQ(edit_distance("batch", "batch"), 0U);
  EXPECT_EQ(edit_distance("batches", "batch"), 2U);
  EXPECT_EQ(edit_distance("lables", "labels"), 2U);
  EXPECT_EQ(edit_distance("", "url"), 3U);
  EXPECT_EQ(edit_distance("url", ""), 3U);
}

TEST(Message, TheNearestSettingIsSuggested) {
  EXPECT_EQ(nearest_setting("conect_timeout", 2), "connect_timeout");
  EXPECT_EQ(nearest_setting("token_fil", 2), "token_file");
  EXPECT_EQ(nearest_setting("colour", 2), std::nullopt);
}

TEST(Message, PercentSequencesAreDecoded) {
  EXPECT_EQ(percent_decoded("a%20b+c", Plus::is_plus), "a b+c");
  EXPECT_EQ(percent_decoded("a%20b+c%2B", Plus::is_space), "a b c+");
  EXPECT_EQ(percent_decoded("%C3%a4", Plus::is_plus), "\xc3\xa4");
  for (const char* const wrong : {"%", "%4", "%zz", "%4g", "a%", "%00", "%0a", "%7F", "%C2%85"}) {
    EXPECT_EQ(percent_decoded(wrong, Plus::is_plus), std::nullopt) << wrong;
  }
}

}  // namespace
