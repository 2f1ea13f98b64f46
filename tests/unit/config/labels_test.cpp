#include "world.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

using testcenter::Config;
using testcenter::Label;

namespace {

using Labels = std::vector<Label>;

Labels labels_of(const std::string& text) {
  World world;
  return world.set("TESTCENTER_LABELS", text).settings().labels;
}

std::string error_of_labels(const std::string& text) {
  World world;
  return world.set("TESTCENTER_LABELS", text).error();
}

TEST(Labels, AreSplitAtSemicolons) {
  EXPECT_EQ(labels_of("OS=Linux;compiler=gcc 12"),
            (Labels{{"OS", "Linux"}, {"compiler", "gcc 12"}}));
}

TEST(Labels, MayHaveEmptyEntriesAndSpacesAround) {
  EXPECT_EQ(labels_of(";; OS = Linux ; ;cpu=arm64;"), (Labels{{"OS", "Linux"}, {"cpu", "arm64"}}));
  EXPECT_EQ(labels_of(";;"), Labels{});
}

TEST(Labels, MayHaveEmptyValuesAndEqualSignsInThem) {
  EXPECT_EQ(labels_of("a=;b=c=d"), (Labels{{"a", ""}, {"b", "c=d"}}));
}

TEST(Labels, NonsenseIsOneClearLine) {
  EXPECT_EQ(error_of_labels("OS=Linux;fast"),
            "TESTCENTER_LABELS=\"OS=Linux;fast\" has a label without \"=\": \"fast\" (example: "
            "OS=Linux;cpu=arm64)");
  EXPECT_EQ(error_of_labels(" =Linux"),
            "TESTCENTER_LABELS=\" =Linux\" has a label without a key: \"=Linux\"");
  EXPECT_EQ(error_of_labels("OS=Linux;OS=Linux"),
            "TESTCENTER_LABELS=\"OS=Linux;OS=Linux\" has two labels \"OS\"");
  EXPECT_EQ(error_of_labels("a=b\x01"),
            "TESTCENTER_LABELS=\"a=b\\x01\" has a control character in the label \"a\"");
}

TEST(Labels, GivenInCodeAreCheckedToo) {
  Config config;
  config.labels = Labels{{"OS", "a"}, {"OS", "b"}};
  EXPECT_EQ(World().error(config), "Config::labels=\"OS=a;OS=b\" has two labels \"OS\"");
  config.labels = Labels{{"a=b", "x"}};
  EXPECT_EQ(World().error(config),
            "Config::labels=\"a=b=x\" has a label with a = in its key: \"a=b\"");
}

TEST(Labels, OfUrlAndVariableComeTogether) {
  World world;
  world.set("TESTCENTER_URL", "http://h?label=OS%3DLinux&label=version=2.5");
  world.set("TESTCENTER_LABELS", "cpu=arm64;OS=Linux");
  EXPECT_THAT(world.settings().labels,
              testing::UnorderedElementsAre(Label{"OS", "Linux"}, Label{"version", "2.5"},
                                            Label{"cpu", "arm64"}));
}

TEST(Labels, OfUrlAndVariableMustNotContradict) {
  World world;
  world.set("TESTCENTER_URL", "http://h?label=OS=Linux").set("TESTCENTER_LABELS", "OS=Windows");
  EXPECT_EQ(
      world.error(),
      "the label \"OS\" is \"Windows\" in TESTCENTER_LABELS, but \"Linux\" in TESTCENTER_URL");
}

TEST(Labels, OfAHigherLevelReplaceThoseBelow) {
  World world;
  world.write("testcenter.json", R"({"labels": {"OS": "Linux", "cpu": "arm64"}})");
  EXPECT_EQ(world.settings().labels.size(), 2U);
  world.set("TESTCENTER_LABELS", "OS=Haiku");
  EXPECT_EQ(world.settings().labels, (Labels{{"OS", "Haiku"}}));
  Config none;
  none.labels = Labels{};
  EXPECT_EQ(world.settings(none).labels, Labels{});
}

TEST(Labels, OfTheCiSystemAreAddedUnlessTheUserSetThem) {
  World world;
  world.set("GITHUB_ACTIONS", "true").set("GITHUB_SHA", "abc").set("GITHUB_REF", "refs/heads/main");
  world.set("TESTCENTER_LABELS", "OS=Linux;.git.branch=mine");
  const auto settings = world.settings();
  EXPECT_EQ(settings.labels,
            (Labels{{"OS", "Linux"}, {".git.branch", "mine"}, {".git.revision", "abc"}}));
  EXPECT_EQ(settings.sources.at("labels"), "TESTCENTER_LABELS");
}

}  // namespace
