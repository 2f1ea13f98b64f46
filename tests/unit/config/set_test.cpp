#include <testcenter/config.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testcenter::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string refusal(std::string_view name, std::string_view text) {
  Config config;
  return set(config, name, text).error().message;
}

TEST(Set, ReadsTheTextThatAVariableWouldHave) {
  Config config;
  EXPECT_TRUE(set(config, "stall_timeout", "0.5"));
  EXPECT_TRUE(set(config, "labels", "OS=Linux; cpu = arm64"));
  EXPECT_TRUE(set(config, "attachment_limit", "2"));
  EXPECT_EQ(std::chrono::milliseconds(500), config.stall_timeout);
  EXPECT_EQ(2U << 20U, config.attachment_limit);
  EXPECT_THAT(*config.labels, ::testing::ElementsAre(Label{"OS", "Linux"}, Label{"cpu", "arm64"}));
}

TEST(Set, TakesAnEmptyTextForNone) {
  Config config;
  config.project = "Shop";
  EXPECT_TRUE(set(config, "project", ""));
  EXPECT_TRUE(set(config, "mode", ""));
  EXPECT_EQ("Shop", config.project);
  EXPECT_FALSE(config.mode);
}

TEST(Set, NamesWhatIsWrong) {
  EXPECT_EQ(R"(mode="fast" is not one of live, spool, off)", refusal("mode", "fast"));
  EXPECT_EQ("projct is not a setting; did you mean project?", refusal("projct", "Shop"));
  EXPECT_EQ("colour is not a setting", refusal("colour", "red"));
}

TEST(Set, NeverRepeatsASecret) {
  EXPECT_THAT(refusal("url", "ftp://squish:canary@host/"), Not(HasSubstr("canary")));
  EXPECT_THAT(refusal("token", "canary canary"), Not(HasSubstr("canary")));
}

}  // namespace
}  // namespace testcenter::test
