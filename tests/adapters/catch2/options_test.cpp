#include "options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testcenter::test {
namespace {

using catch2::add_options;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Options, BecomeSettings) {
  Config config;
  EXPECT_TRUE(add_options({{"url", "http://center"},
                           {"project", "P"},
                           {"batch", "B"},
                           {"label", "OS=Linux; compiler = gcc 12 ;;"},
                           {"passes", "summary"},
                           {"max_passes", "7"},
                           {"mode", "spool"},
                           {"capture", "failed"},
                           {"report_id", "12"}},
                          config));
  EXPECT_EQ(config.url, "http://center");
  EXPECT_EQ(config.project, "P");
  EXPECT_EQ(config.batch, "B");
  EXPECT_THAT(*config.labels, ElementsAre(Label{"OS", "Linux"}, Label{"compiler", "gcc 12"}));
  EXPECT_EQ(config.passes, Passes::summary);
  EXPECT_EQ(config.max_passes, 7U);
  EXPECT_EQ(config.mode, Mode::spool);
  EXPECT_EQ(config.capture, Capture::failed);
  EXPECT_EQ(config.report_id, 12);
}

TEST(Options, ThatNobodyKnowsAreNamedWithTheOneThatIsMeant) {
  Config config;
  EXPECT_THAT(add_options({{"projct", "P"}}, config).error().message,
              AllOf(HasSubstr("Xprojct"), HasSubstr("did you mean project?")));
}

TEST(Options, NeverTakeOrTellASecret) {
  for (const char* name : {"token", "password"}) {
    Config config;
    EXPECT_THAT(add_options({{name, "s3cret"}}, config).error().message,
                AllOf(HasSubstr("TESTCENTER_TOKEN"), Not(HasSubstr("s3cret"))));
    EXPECT_FALSE(config.token || config.password);
  }
}

class BadOption : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(BadOption, IsNamedWithItsValue) {
  const auto [name, value] = GetParam();
  Config config;
  EXPECT_THAT(add_options({{name, value}}, config).error().message,
              HasSubstr(std::string("X") + name + "=\"" + value + "\" "));
}

INSTANTIATE_TEST_SUITE_P(Of, BadOption,
                         ::testing::Values(std::pair("label", "Linux"), std::pair("labels", "=x"),
                                           std::pair("passes", "some"), std::pair("mode", "fast"),
                                           std::pair("max_passes", "-1"),
                                           std::pair("max_passes", "many"),
                                           std::pair("report_id", "-3"),
                                           std::pair("report_id", "1x")));

}  // namespace
}  // namespace testcenter::test
