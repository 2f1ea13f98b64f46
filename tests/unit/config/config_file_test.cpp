#include "config/config_file.hpp"

#include "config/table.hpp"
#include "world.hpp"

#include <gmock/gmock.h>

#include <string>

using testcenter::Label;
using testcenter::Passes;
using testcenter::config::all_settings;
using testcenter::config::Setting;

namespace {

TEST(ConfigFile, HoldsEachKindOfValue) {
  World world;
  const std::string file = world.write("testcenter.json", R"({
    "url": "http://center:8800/project/Shop",
    "labels": {"OS": "Linux", "compiler": "gcc \"12\" \u00e4"},
    "passes": "summary",
    "max_passes": 10,
    "stall_timeout": 0.5,
    "exit_timeout": 30
  })");
  const auto settings = world.settings();
  EXPECT_EQ(settings.url, "http://center:8800");
  EXPECT_EQ(settings.project, "Shop");
  EXPECT_EQ(settings.labels,
            (std::vector<Label>{{"OS", "Linux"}, {"compiler", "gcc \"12\" \xc3\xa4"}}));
  EXPECT_EQ(settings.passes, Passes::summary);
  EXPECT_EQ(settings.max_passes, 10U);
  EXPECT_EQ(settings.stall_timeout.count(), 500);
  EXPECT_EQ(settings.exit_timeout.count(), 30000);
  EXPECT_EQ(settings.sources.at("project"), file + ":2");
}

TEST(ConfigFile, IsSearchedFromTheWorkingDirectoryUpward) {
  World world;
  world.work_in("a/b/c");
  EXPECT_EQ(world.settings().batch, "");
  world.write("testcenter.json", R"({"batch": "outer", "project": "P"})");
  EXPECT_EQ(world.settings().batch, "outer");
  world.write("a/b/testcenter.json", R"({"batch": "inner"})");
  EXPECT_EQ(world.settings().batch, "inner");
  EXPECT_EQ(world.settings().project, "default") << "only one file counts";
}

TEST(ConfigFile, ItsPathsStartAtItsFolder) {
  World world;
  world.work_in("build/tests");
  world.write("testcenter.json",
              R"({"source_root": "src", "spool_dir": "spool", "token_file": "secret/token"})");
  world.make_folder("src");
  world.write("secret/token", "T\n");
  const auto settings = world.settings();
  EXPECT_EQ(settings.source_root, world.path("src"));
  EXPECT_EQ(settings.spool_dir, world.path("spool"));
  EXPECT_EQ(settings.token, "T");
}

TEST(ConfigFile, MayBeEmptyOfSettings) {
  World world;
  world.write("testcenter.json", " {} \n");
  EXPECT_TRUE(world.settings().sources.empty());
  world.write("testcenter.json", R"({"batch": "", "labels": {}})");
  EXPECT_EQ(world.settings().batch, "");
}

TEST(ConfigFile, AnEmptyTextCountsAsNotSetWhateverItIsOf) {
  for (const Setting& setting : all_settings()) {
    World world;
    world.write("testcenter.json", "{\"" + std::string(setting.name) + "\": \"\"}");
    EXPECT_TRUE(world.settings().sources.empty()) << setting.name;
  }
}

TEST(ConfigFile, NumbersAreNotRounded) {
  World world;
  world.write("testcenter.json", R"({"report_id": 9223372036854775807})");
  EXPECT_EQ(world.settings().report_id, 9223372036854775807);
}

struct Broken {
  const char* name;
  const char* content;
  const char* line;
};

void PrintTo(const Broken& broken, std::ostream* out) { *out << broken.name; }

class BrokenFile : public testing::TestWithParam<Broken> {};

TEST_P(BrokenFile, IsOneClearLine) {
  World world;
  world.write("testcenter.json", GetParam().content);
  EXPECT_EQ(world.error(), std::string("<world>/testcenter.json") + GetParam().line);
}

constexpr const char* one_object = " must hold one object: { ... }";

INSTANTIATE_TEST_SUITE_P(
    Json, BrokenFile,
    testing::Values(
        Broken{"empty", "", ":1:1: is not JSON: The document is empty."},
        Broken{"comma", "{\n  \"batch\": \"x\"\n  \"project\": \"y\"\n}",
               ":3:3: is not JSON: Missing a comma or '}' after an object member."},
        Broken{"trailing_comma", "{\"batch\": \"x\",}",
               ":1:15: is not JSON: Missing a name for object member."},
        Broken{"cut", "{\"batch\": \"x\"",
               ":1:14: is not JSON: Missing a comma or '}' after an object member."},
        Broken{"open_text", "{\"batch\": \"x}",
               ":1:14: is not JSON: Missing a closing quotation mark in string."},
        Broken{"single_quotes", "{'batch': 'x'}",
               ":1:2: is not JSON: Missing a name for object member."},
        Broken{"comment", "{ // x\n}", ":1:3: is not JSON: Missing a name for object member."},
        Broken{"more", "{} {}",
               ":1:4: is not JSON: The document root must not be followed by other values."},
        Broken{"latin1", "{\"batch\": \"\xe4\"}",
               ":1:12: is not JSON: Invalid encoding in string."},
        Broken{"nan", "{\"stall_timeout\": NaN}", ":1:19: is not JSON: Invalid value."},
        Broken{"leading_zero", "{\"max_passes\": 010}",
               ":1:17: is not JSON: Missing a comma or '}' after an object member."},
        Broken{"array", "[]", one_object}, Broken{"text", "\"x\"", one_object},
        Broken{"number", "5", one_object}, Broken{"null", "null", one_object}),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Content, BrokenFile,
    testing::Values(
        Broken{"unknown", "{\n\"batches\": \"x\"}",
               ":2: \"batches\" is not a setting; did you mean \"batch\"?"},
        Broken{"upper_case", "{\"URL\": \"x\"}",
               ":1: \"URL\" is not a setting; did you mean \"url\"?"},
        Broken{"strange", "{\"colour scheme\": 5}", ":1: \"colour scheme\" is not a setting"},
        Broken{"twice", "{\"batch\": \"x\",\n\n\"batch\": \"x\"}",
               ":3: \"batch\" stands there twice"},
        Broken{"bad_value", "{\n\n\"mode\": \"fast\"}",
               ":3: \"mode\": \"fast\" is not one of live, spool, off"},
        Broken{"number_in_quotes", "{\"stall_timeout\": \"5\"}",
               ":1: \"stall_timeout\" must be a number without quotes"},
        Broken{"text_without_quotes", "{\"batch\": 5}", ":1: \"batch\" must be text in quotes"},
        Broken{"boolean", "{\"mode\": true}", ":1: \"mode\" must be text in quotes"},
        Broken{"null_value", "{\"batch\": null}", ":1: \"batch\" must be text in quotes"},
        Broken{"list", "{\"batch\": [\"x\"]}", ":1: \"batch\" must be text in quotes"},
        Broken{"object", "{\"batch\": {}}", ":1: \"batch\" must be text in quotes"},
        Broken{"exponent", "{\"stall_timeout\": 1e1}",
               ":1: \"stall_timeout\": \"1e1\" is not a number of seconds (example: 5 or 0.5)"},
        Broken{"negative", "{\"exit_timeout\": -1}",
               ":1: \"exit_timeout\": \"-1\" is not between 0.001 and 86400 seconds"},
        Broken{"fraction", "{\"max_passes\": 1.5}",
               ":1: \"max_passes\": \"1.5\" is not a whole number from 0 to 4294967295"},
        Broken{"labels_text", "{\"labels\": \"OS=Linux\"}",
               ":1: \"labels\" must be an object like {\"OS\": \"Linux\"}"},
        Broken{"labels_list", "{\"labels\": [\"OS=Linux\"]}",
               ":1: \"labels\" must be an object like {\"OS\": \"Linux\"}"},
        Broken{"label_number", "{\"labels\": {\n\"OS\": 5}}",
               ":2: the label \"OS\" must be text in quotes"},
        Broken{"label_object", "{\"labels\": {\"OS\": {}}}",
               ":1: the label \"OS\" must be text in quotes"},
        Broken{"label_twice", "{\"labels\": {\"OS\": \"a\", \"OS\": \"a\"}}",
               ":1: \"labels\" has two labels \"OS\""},
        Broken{"label_without_key", "{\"labels\": {\"\": \"a\"}}",
               ":1: \"labels\" has a label without a key: \"=a\""},
        Broken{"label_key_with_equal_sign", "{\"labels\": {\"a\": \"1\", \"a=b\": \"x\"}}",
               ":1: \"labels\" has a label with a = in its key: \"a=b\""},
        Broken{"control", "{\"batch\": \"a\\u0000b\"}",
               ":1: \"batch\": \"a\\x00b\" has a control character"},
        Broken{"token", "{\"token\": \"SEC RET\"}",
               ":1: \"token\": \"***\" has a space, control or non-ASCII character in the token"},
        Broken{"url", "{\"url\": \"http://u:pw@h:0\"}",
               ":1: \"url\": \"http://***@h:0\" has no port from 1 to 65535 after its host"},
        Broken{"no_file", "{\"ca_file\": \"ca.pem\"}",
               ":1: \"ca_file\": \"ca.pem\" does not exist (looked for <world>/ca.pem)"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ConfigFile, IsAnErrorEvenIfSomethingBetterIsKnown) {
  World world;
  world.set("TESTCENTER_MODE", "live");
  world.write("testcenter.json", R"({"mode": "fast"})");
  EXPECT_EQ(world.error(),
            "<world>/testcenter.json:1: \"mode\": \"fast\" is not one of live, spool, off");
}

TEST(ConfigFile, ThatIsNoFileIsAnError) {
  World world;
  world.make_folder("testcenter.json");
  EXPECT_EQ(world.error(), "<world>/testcenter.json is a folder, not a file");
}

TEST(ConfigFile, ThatIsHugeIsAnError) {
  World world;
  world.write("testcenter.json", "{}" + std::string(300 * 1024, ' '));
  EXPECT_EQ(world.error(), "<world>/testcenter.json is larger than 256 KiB");
}

TEST(ConfigFile, WithANulIsAnError) {
  World world;
  world.write("testcenter.json", std::string("{}\0{}", 5));
  EXPECT_EQ(world.error(), "<world>/testcenter.json is not JSON: it has a NUL");
}

TEST(ConfigFile, DeepNestingDoesNotOverflowTheStack) {
  World world;
  world.write("testcenter.json", "{\"batch\": " + std::string(200 * 1024, '['));
  EXPECT_EQ(world.error(), "<world>/testcenter.json:1: \"batch\" must be text in quotes");
}

}  // namespace
