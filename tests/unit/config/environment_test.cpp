#include "world.hpp"

#include <gtest/gtest.h>

#include <locale>
#include <memory>
#include <string>
#include <vector>

using testcenter::Config;
using testcenter::Mode;

namespace {

/// What stands in a variable, and the line that a person gets to read.
struct Nonsense {
  const char* name;
  const char* variable;
  const char* value;
  const char* line;
};

void PrintTo(const Nonsense& nonsense, std::ostream* out) { *out << nonsense.variable; }

class NonsenseInAVariable : public testing::TestWithParam<Nonsense> {};

TEST_P(NonsenseInAVariable, IsOneClearLine) {
  World world;
  world.write("file", "x");
  world.make_folder("folder");
  world.set(GetParam().variable, GetParam().value);
  EXPECT_EQ(world.error(), GetParam().line);
}

constexpr const char* not_a_number = " is not a number of seconds (example: 5 or 0.5)";
constexpr const char* out_of_range = " is not between 0.001 and 86400 seconds";

Nonsense timeout(const char* name, const char* value, const char* complaint) {
  static std::vector<std::unique_ptr<std::string>> lines;
  lines.push_back(std::make_unique<std::string>("TESTCENTER_STALL_TIMEOUT=\"" + std::string(value) +
                                                "\"" + complaint));
  return {name, "TESTCENTER_STALL_TIMEOUT", value, lines.back()->c_str()};
}

INSTANTIATE_TEST_SUITE_P(
    Timeout, NonsenseInAVariable,
    testing::Values(timeout("word", "abc", not_a_number), timeout("unit", "5s", not_a_number),
                    timeout("space", " 5", not_a_number), timeout("after", "5 ", not_a_number),
                    timeout("comma", "0,5", not_a_number), timeout("point", ".", not_a_number),
                    timeout("no_whole", ".5", not_a_number), timeout("no_part", "5.", not_a_number),
                    timeout("two_points", "1.2.3", not_a_number),
                    timeout("nan", "nan", not_a_number), timeout("inf", "inf", not_a_number),
                    timeout("hex", "0x10", not_a_number), timeout("exponent", "1e3", not_a_number),
                    timeout("plus", "+5", not_a_number), timeout("minus", "-", not_a_number),
                    timeout("zero", "0", out_of_range), timeout("zeros", "0.000", out_of_range),
                    timeout("tiny", "0.0009", out_of_range),
                    timeout("negative", "-5", out_of_range),
                    timeout("minus_half", "-0.5", out_of_range),
                    timeout("long", "86400.001", out_of_range),
                    timeout("huge", "99999999999999999999999999", out_of_range)),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Other, NonsenseInAVariable,
    testing::Values(
        Nonsense{"mode", "TESTCENTER_MODE", "Live",
                 "TESTCENTER_MODE=\"Live\" is not one of live, spool, off"},
        Nonsense{"passes", "TESTCENTER_PASSES", "none",
                 "TESTCENTER_PASSES=\"none\" is not one of all, summary"},
        Nonsense{"verbose", "TESTCENTER_VERBOSE", "1",
                 "TESTCENTER_VERBOSE=\"1\" is not one of quiet, normal, debug"},
        Nonsense{"capture", "TESTCENTER_CAPTURE", "on",
                 "TESTCENTER_CAPTURE=\"on\" is not one of off, failed, all"},
        Nonsense{"max_passes_word", "TESTCENTER_MAX_PASSES", "many",
                 "TESTCENTER_MAX_PASSES=\"many\" is not a whole number from 0 to 4294967295"},
        Nonsense{"max_passes_huge", "TESTCENTER_MAX_PASSES", "4294967296",
                 "TESTCENTER_MAX_PASSES=\"4294967296\" is not a whole number from 0 to 4294967295"},
        Nonsense{"max_passes_negative", "TESTCENTER_MAX_PASSES", "-1",
                 "TESTCENTER_MAX_PASSES=\"-1\" is not a whole number from 0 to 4294967295"},
        Nonsense{"max_passes_fraction", "TESTCENTER_MAX_PASSES", "1.5",
                 "TESTCENTER_MAX_PASSES=\"1.5\" is not a whole number from 0 to 4294967295"},
        Nonsense{"report_zero", "TESTCENTER_REPORT_ID", "0",
                 "TESTCENTER_REPORT_ID=\"0\" is not the number of a report (example: 25)"},
        Nonsense{"report_word", "TESTCENTER_REPORT_ID", "last",
                 "TESTCENTER_REPORT_ID=\"last\" is not the number of a report (example: 25)"},
        Nonsense{"journal_zero", "TESTCENTER_JOURNAL_LIMIT", "0",
                 "TESTCENTER_JOURNAL_LIMIT=\"0\" is not a whole number of MiB from 1 to 1048576"},
        Nonsense{"journal_unit", "TESTCENTER_JOURNAL_LIMIT", "1G",
                 "TESTCENTER_JOURNAL_LIMIT=\"1G\" is not a whole number of MiB from 1 to 1048576"},
        Nonsense{"journal_huge", "TESTCENTER_JOURNAL_LIMIT", "18446744073709551615",
                 "TESTCENTER_JOURNAL_LIMIT=\"18446744073709551615\" is not a whole number of MiB "
                 "from 1 to 1048576"},
        Nonsense{"no_root", "TESTCENTER_SOURCE_ROOT", "/no/such/folder",
                 "TESTCENTER_SOURCE_ROOT=\"/no/such/folder\" does not exist"},
        Nonsense{"relative_root", "TESTCENTER_SOURCE_ROOT", "src",
                 "TESTCENTER_SOURCE_ROOT=\"src\" does not exist (looked for <world>/src)"},
        Nonsense{"root_is_file", "TESTCENTER_SOURCE_ROOT", "file",
                 "TESTCENTER_SOURCE_ROOT=\"file\" is not a folder (looked for <world>/file)"},
        Nonsense{"no_ca", "TESTCENTER_CA_FILE", "/no/ca.pem",
                 "TESTCENTER_CA_FILE=\"/no/ca.pem\" does not exist"},
        Nonsense{"ca_is_folder", "TESTCENTER_CA_FILE", "folder",
                 "TESTCENTER_CA_FILE=\"folder\" is a folder, not a file (looked for "
                 "<world>/folder)"},
        Nonsense{"ca_is_device", "TESTCENTER_CA_FILE", "/dev/null",
                 "TESTCENTER_CA_FILE=\"/dev/null\" is not a regular file"},
        Nonsense{"no_cert", "TESTCENTER_CLIENT_CERT", "/no/c.pem",
                 "TESTCENTER_CLIENT_CERT=\"/no/c.pem\" does not exist"},
        Nonsense{"key_alone", "TESTCENTER_CLIENT_KEY", "file",
                 "TESTCENTER_CLIENT_KEY=\"<world>/file\" is given without a client_cert"},
        Nonsense{"proxy", "TESTCENTER_PROXY", "proxy:3128",
                 "TESTCENTER_PROXY=\"proxy:3128\" does not begin with one of http://, https://, "
                 "socks4://, socks4a://, socks5://, socks5h://"},
        Nonsense{"proxy_secret", "TESTCENTER_PROXY", "http://me:pw@proxy:0",
                 "TESTCENTER_PROXY=\"http://***@proxy:0\" has no port from 1 to 65535 after its "
                 "host"},
        Nonsense{"proxy_path", "TESTCENTER_PROXY", "http://proxy:3128/x",
                 "TESTCENTER_PROXY=\"http://proxy:3128/x\" goes on after host and port"},
        Nonsense{"project", "TESTCENTER_PROJECT", "a\nb",
                 "TESTCENTER_PROJECT=\"a\\x0Ab\" has a control character"},
        Nonsense{"token_space", "TESTCENTER_TOKEN", "se cret",
                 "TESTCENTER_TOKEN=\"***\" has a space, control or non-ASCII character in the "
                 "token"},
        Nonsense{"token_newline", "TESTCENTER_TOKEN", "secret\n",
                 "TESTCENTER_TOKEN=\"***\" has a space, control or non-ASCII character in the "
                 "token"},
        Nonsense{"token_umlaut", "TESTCENTER_TOKEN", "s\xc3\xa4",
                 "TESTCENTER_TOKEN=\"***\" has a space, control or non-ASCII character in the "
                 "token"},
        Nonsense{"password", "TESTCENTER_PASSWORD", "pw\r",
                 "TESTCENTER_PASSWORD=\"***\" has a control character in the password"},
        Nonsense{"user", "TESTCENTER_USER", "me:pw",
                 "TESTCENTER_USER=\"me:pw\" has a : in the user's name"},
        Nonsense{"url", "TESTCENTER_URL", "localhost:8800",
                 "TESTCENTER_URL=\"localhost:8800\" does not begin with one of http://, https://"},
        Nonsense{"url_secret", "TESTCENTER_URL", "http://h/?token=T0ken&batch=b&lable=x",
                 "TESTCENTER_URL=\"http://h/?token=***&batch=b&lable=***\" has an unknown part "
                 "\"lable\" in its query (known: token, label, batch)"},
        Nonsense{"url_token", "TESTCENTER_URL", "http://h/?token=T%20k",
                 "TESTCENTER_URL=\"http://h/?token=***\" has a space, control or non-ASCII "
                 "character in the token"}),
    [](const auto& row) { return std::string(row.param.name); });

struct DecimalComma : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(Environment, NumbersAreTheSameInEveryLocale) {
  World world;
  world.set("TESTCENTER_STALL_TIMEOUT", "0.5").set("TESTCENTER_EXIT_TIMEOUT", "1234");
  const std::locale before = std::locale::global(std::locale(std::locale(), new DecimalComma));
  const auto settings = world.settings();
  Config negative;
  negative.stall_timeout = std::chrono::milliseconds(-1234500);
  const std::string error = world.error(negative);
  std::locale::global(before);
  EXPECT_EQ(settings.stall_timeout.count(), 500);
  EXPECT_EQ(settings.exit_timeout.count(), 1234000);
  EXPECT_EQ(error, "Config::stall_timeout=\"-1234.500\" is not between 0.001 and 86400 seconds");
}

TEST(Environment, TakesTheLimitsOfEachRange) {
  World world;
  world.set("TESTCENTER_STALL_TIMEOUT", "0.001").set("TESTCENTER_EXIT_TIMEOUT", "86400");
  world.set("TESTCENTER_MAX_PASSES", "0").set("TESTCENTER_JOURNAL_LIMIT", "1048576");
  const auto settings = world.settings();
  EXPECT_EQ(settings.stall_timeout.count(), 1);
  EXPECT_EQ(settings.exit_timeout, std::chrono::hours(24));
  EXPECT_EQ(settings.max_passes, 0U);
  EXPECT_EQ(settings.journal_limit, 1ULL << 40U);
}

TEST(Environment, ShowsALongValueCut) {
  World world;
  world.set("TESTCENTER_MODE", std::string(5000, 'x'));
  EXPECT_EQ(world.error(),
            "TESTCENTER_MODE=\"" + std::string(200, 'x') + "...\" is not one of live, spool, off");
}

TEST(Environment, WarnsAboutMisspeltVariables) {
  World world;
  world.set("TESTCENTER_BATCHES", "x").set("TESTCENTER_LABLES", "x").set("TESTCENTER_url", "x");
  EXPECT_EQ(
      world.settings().warnings,
      (std::vector<std::string>{
          "TESTCENTER_BATCHES is not a setting and is ignored; did you mean TESTCENTER_BATCH?",
          "TESTCENTER_LABLES is not a setting and is ignored; did you mean TESTCENTER_LABELS?",
          "TESTCENTER_url is not a setting and is ignored; did you mean TESTCENTER_URL?"}));
}

TEST(Environment, LeavesOtherVariablesAlone) {
  World world;
  world.set("TESTCENTER_COVERAGE", "1").set("TESTCENTER_LICENSE_SERVER", "x").set("HOME", "/h");
  world.set("TESTCENTER_BATCH", "b").set("TESTCENTER_", "x");
  EXPECT_TRUE(world.settings().warnings.empty());
}

TEST(Environment, ErrorsInCodeNameTheMember) {
  Config config;
  config.stall_timeout = std::chrono::milliseconds(-1500);
  EXPECT_EQ(World().error(config),
            "Config::stall_timeout=\"-1.500\" is not between 0.001 and 86400 seconds");
  EXPECT_EQ(World().error({}, config),
            "command line: stall_timeout=\"-1.500\" is not between 0.001 and 86400 seconds");
  config = {};
  config.journal_limit = 0;
  EXPECT_EQ(World().error(config),
            "Config::journal_limit=\"0 bytes\" is not a whole number of MiB from 1 to 1048576");
  config = {};
  config.token = "a b";
  EXPECT_EQ(World().error(config),
            "Config::token=\"***\" has a space, control or non-ASCII character in the token");
}

TEST(Environment, OffWorksEvenIfAllElseIsBroken) {
  World world;
  world.set("TESTCENTER_URL", "nonsense").set("TESTCENTER_MODE", "off");
  world.write("testcenter.json", "nonsense");
  EXPECT_EQ(world.settings().mode, Mode::off);
  EXPECT_EQ(world.settings().sources.at("mode"), "TESTCENTER_MODE");
}

}  // namespace
