#include "config/table.hpp"

#include "world.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>

using testcenter::Config;
using testcenter::config::all_settings;
using testcenter::config::find_setting;
using testcenter::config::JsonType;
using testcenter::config::Setting;
using testcenter::config::setting_count;
using testcenter::config::Settings;
using testcenter::config::variable_name;

namespace {

/// How one setting is spelled, and how to see in the result that it arrived.
struct Sample {
  std::string text;  ///< in a variable; in testcenter.json too, unless `json` says otherwise
  std::string json;
  std::string (*seen)(const Settings& settings) = nullptr;
};

std::string number(std::uint64_t value) { return std::to_string(value); }
std::string milliseconds(std::chrono::milliseconds value) { return std::to_string(value.count()); }

/// A row for each setting. A setting without one fails the tests below.
const std::map<std::string, std::pair<Sample, std::string>>& samples() {
  using S = const Settings&;
  static const std::map<std::string, std::pair<Sample, std::string>> rows = {
      {"url", {{"http://center:1234/", "", [](S s) { return s.url; }}, "http://center:1234"}},
      {"project", {{"Shop", "", [](S s) { return s.project; }}, "Shop"}},
      {"batch", {{"Nightly", "", [](S s) { return s.batch; }}, "Nightly"}},
      {"labels",
       {{"OS=Linux", R"({"OS":"Linux"})",
         [](S s) { return s.labels.empty() ? "" : s.labels[0].key + "," + s.labels[0].value; }},
        "OS,Linux"}},
      {"report_id", {{"25", "25", [](S s) { return std::to_string(s.report_id); }}, "25"}},
      {"token", {{"T0ken", "", [](S s) { return s.token; }}, "T0ken"}},
      {"token_file", {{"<world>/token", "", [](S s) { return s.token; }}, "from-file"}},
      {"user", {{"alice", "", [](S s) { return s.user; }}, "alice"}},
      {"password", {{"s3cret", "", [](S s) { return s.password; }}, "s3cret"}},
      {"mode", {{"spool", "", [](S s) { return number(std::uint64_t(s.mode)); }}, "1"}},
      {"passes", {{"summary", "", [](S s) { return number(std::uint64_t(s.passes)); }}, "1"}},
      {"max_passes", {{"7", "7", [](S s) { return number(s.max_passes); }}, "7"}},
      {"source_root", {{"<world>", "", [](S s) { return s.source_root; }}, "<world>"}},
      {"spool_dir", {{"/var/x/../spool", "", [](S s) { return s.spool_dir; }}, "/var/spool"}},
      {"stall_timeout",
       {{"0.25", "0.25", [](S s) { return milliseconds(s.stall_timeout); }}, "250"}},
      {"exit_timeout", {{"90", "90", [](S s) { return milliseconds(s.exit_timeout); }}, "90000"}},
      {"connect_timeout",
       {{"1.5", "1.5", [](S s) { return milliseconds(s.connect_timeout); }}, "1500"}},
      {"request_timeout",
       {{"2", "2", [](S s) { return milliseconds(s.request_timeout); }}, "2000"}},
      {"ca_file", {{"<world>/token", "", [](S s) { return s.ca_file; }}, "<world>/token"}},
      {"client_cert", {{"<world>/token", "", [](S s) { return s.client_cert; }}, "<world>/token"}},
      {"client_key", {{"<world>/token", "", [](S s) { return s.client_key; }}, "<world>/token"}},
      {"proxy", {{"socks5://p:1080", "", [](S s) { return s.proxy; }}, "socks5://p:1080"}},
      {"crash_handlers",
       {{"off", "", [](S s) { return number(std::uint64_t(s.crash_handlers)); }}, "1"}},
      {"capture", {{"failed", "", [](S s) { return number(std::uint64_t(s.capture)); }}, "1"}},
      {"verbose", {{"debug", "", [](S s) { return number(std::uint64_t(s.verbose)); }}, "2"}},
      {"journal_limit", {{"2", "2", [](S s) { return number(s.journal_limit); }}, "2097152"}},
      {"attachment_limit", {{"3", "3", [](S s) { return number(s.attachment_limit); }}, "3145728"}},
  };
  return rows;
}

class EachSetting : public testing::TestWithParam<std::size_t> {
 protected:
  EachSetting() : setting_(all_settings()[GetParam()]), name_(setting_.name) {
    world_.write("token", "from-file\n");
  }

  void SetUp() override {
    const auto row = samples().find(name_);
    ASSERT_NE(row, samples().end()) << "no sample for " << name_ << ": add one";
    sample_ = row->second.first;
    expected_ = here(row->second.second);
    text_ = here(sample_.text);
  }

  std::string here(std::string text) const {
    const std::size_t at = text.find("<world>");
    const std::string folder = world_.path("");
    return at == std::string::npos ? text
                                   : text.replace(at, 7, folder.substr(0, folder.size() - 1));
  }

  /// A Config that holds the sample. That it does is what the variable's test shows.
  Config typed() const {
    Config config;
    EXPECT_TRUE(setting_.read(text_, config));
    return config;
  }

  /// Some settings are only good together with another one.
  Config with_companion(Config config) const {
    if (name_ == "password") config.user = "bob";
    if (name_ == "client_key") config.client_cert = world_.path("token");
    return config;
  }

  World world_;
  const Setting& setting_;
  std::string name_;
  Sample sample_;
  std::string text_;
  std::string expected_;
};

TEST_P(EachSetting, IsReadFromItsVariable) {
  world_.set(variable_name(name_), text_);
  const Settings settings = world_.settings(with_companion({}));
  EXPECT_EQ(sample_.seen(settings), expected_);
  EXPECT_EQ(settings.sources.at(name_), variable_name(name_));
}

TEST_P(EachSetting, IsReadFromTheFile) {
  const std::string value = sample_.json.empty() ? '"' + text_ + '"' : sample_.json;
  const std::string file = world_.write("testcenter.json", "{\"" + name_ + "\": " + value + "}");
  const Settings settings = world_.settings(with_companion({}));
  EXPECT_EQ(sample_.seen(settings), expected_);
  EXPECT_EQ(settings.sources.at(name_), file + ":1");
}

TEST_P(EachSetting, IsTakenFromCode) {
  const Settings settings = world_.settings(with_companion(typed()));
  EXPECT_EQ(sample_.seen(settings), expected_);
  EXPECT_EQ(settings.sources.at(name_), "code");
}

TEST_P(EachSetting, IsTakenFromTheCommandLine) {
  const Settings settings = world_.settings({}, with_companion(typed()));
  EXPECT_EQ(sample_.seen(settings), expected_);
  EXPECT_EQ(settings.sources.at(name_), "command line");
}

TEST_P(EachSetting, HasADefaultOtherThanTheSample) {
  EXPECT_NE(sample_.seen(world_.settings()), expected_);
}

TEST_P(EachSetting, CountsAsNotSetWhenItsVariableIsEmpty) {
  world_.set(variable_name(name_), "");
  EXPECT_TRUE(world_.settings().sources.empty());
}

TEST_P(EachSetting, ComplainsAboutTheWrongTypeInTheFile) {
  const bool text = setting_.json_type == JsonType::text;
  world_.write("testcenter.json", "{\n\"" + name_ + "\": " + (text ? "5" : "\"5\"") + "}");
  EXPECT_THAT(world_.error(),
              testing::StartsWith("<world>/testcenter.json:2: \"" + name_ + "\" must be "));
}

TEST_P(EachSetting, ComplainsAboutControlCharactersInOneLine) {
  if (name_ == "token_file" || name_ == "spool_dir" || name_ == "source_root") {
    world_.set(variable_name(name_), "/no\nsuch");
  } else {
    world_.set(variable_name(name_), "=a\nb");
  }
  const std::string error = world_.error();
  EXPECT_THAT(error, testing::StartsWith(variable_name(name_) + "=\""));
  EXPECT_THAT(error, testing::Not(testing::HasSubstr("\n")));
}

INSTANTIATE_TEST_SUITE_P(Table, EachSetting, testing::Range(std::size_t{0}, setting_count),
                         [](const auto& row) {
                           return std::string(all_settings()[row.param].name);
                         });

TEST(Table, HasARowForEachMemberOfConfig) {
  const Config config;
  // Does not compile when a member is added: then the table needs a row, and the samples too.
  const auto& [url, project, batch, labels, report_id, token, token_file, user, password, mode,
               passes, max_passes, source_root, spool_dir, stall_timeout, exit_timeout,
               connect_timeout, request_timeout, ca_file, client_cert, client_key, proxy,
               crash_handlers, capture, verbose, journal_limit, attachment_limit] = config;
  EXPECT_EQ(url, std::nullopt);
  EXPECT_EQ(samples().size(), setting_count);
  for (const Setting& setting : all_settings()) {
    EXPECT_FALSE(setting.is_given(config)) << setting.name;
    EXPECT_EQ(find_setting(setting.name), &setting);
  }
}

TEST(Table, IsDescribedInTheDocumentation) {
  std::ifstream file(TESTCENTER_CONFIGURATION_PAGE);
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  for (const Setting& setting : all_settings()) {
    EXPECT_THAT(page, testing::HasSubstr("`" + variable_name(setting.name) + "`"));
  }
}

TEST(Table, KnowsNoOtherNames) {
  EXPECT_EQ(find_setting("URL"), nullptr);
  EXPECT_EQ(find_setting(""), nullptr);
}

}  // namespace
