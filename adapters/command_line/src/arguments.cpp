#include "arguments.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testcenter::command_line {
namespace {

constexpr const char* about =
    "Reports C++ test runs to Squish Test Center: sends what test programs kept, merges a run of "
    "many processes into one report, checks the settings.";

constexpr const char* examples = R"(Examples:
  testcenter-reporter check
  testcenter-reporter run --project Shop --label OS=Linux -- ctest -j8
  testcenter-reporter replay
  testcenter-reporter replay --dry-run ~/.local/state/testcenter-reporter

Settings come from options, then TESTCENTER_* variables, testcenter.json and the CI system.
A token goes into TESTCENTER_TOKEN or a file, never on a command line that others can see.)";

constexpr const char* run_examples = R"(Examples:
  testcenter-reporter run -- ./my_tests --gtest_shuffle
  testcenter-reporter run --project Shop --batch Nightly -- ctest -j8 --output-on-failure
  testcenter-reporter run --json --output result.json -- make check

Ends with the command's own exit code, or by the signal that it died of.)";

constexpr const char* replay_examples = R"(Examples:
  testcenter-reporter replay
  testcenter-reporter replay ./spool/my_tests-20260131T235959Z-4711.journal
  testcenter-reporter replay --dry-run --json

Exit code: 0 all was sent, 1 something is left, 2 a setting or an argument is wrong.)";

constexpr const char* check_examples = R"(Examples:
  testcenter-reporter check
  testcenter-reporter check --url https://testcenter.example.com --json

Exit code: 0 ready, 1 not ready, 2 a setting or an argument is wrong. Nothing is made at the server.)";

/// Newer versions of CLI11 would make one paragraph of the examples, unless told not to.
template <typename Formatter>
auto keep_lines(Formatter& formatter, int /*preferred*/)
    -> decltype(formatter.enable_footer_formatting(false)) {
  formatter.enable_footer_formatting(false);
}
template <typename Formatter>
void keep_lines(Formatter& /*formatter*/, long /*else*/) {}

/// An option for the setting of the same name, which reads as its variable does.
void add_setting(CLI::App& app, Config& config, const std::string& option, const char* type,
                 const char* words) {
  std::string setting = option;
  std::replace(setting.begin(), setting.end(), '-', '_');
  const auto read = [&config, option, setting](const std::string& text) {
    if (text.empty()) throw CLI::ValidationError("--" + option, "must not be empty");
    const Status status = set(config, setting, text);
    if (!status) throw CLI::ValidationError("command line", status.error().message);
  };
  app.add_option_function<std::string>("--" + option, read, words)->type_name(type);
}

/// Each with one label: a semicolon belongs to its value.
void add_label(Config& config, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw CLI::ValidationError("--label", "must be KEY=VALUE");
  }
  Label label{text.substr(0, equals), text.substr(equals + 1)};
  auto& labels = config.labels ? *config.labels : config.labels.emplace();
  const bool is_there = std::any_of(labels.begin(), labels.end(),
                                    [&](const Label& other) { return other.key == label.key; });
  if (is_there) throw CLI::ValidationError("--label", "has two values for " + label.key);
  labels.push_back(std::move(label));
}

void add_server_options(CLI::App& app, Config& config) {
  add_setting(app, config, "url", "URL",
              "Server, or the one-URL form with project, label and batch");
  add_setting(app, config, "token-file", "FILE", "File with the access token");
  add_setting(app, config, "ca-file", "FILE", "Certificates to trust, instead of the system's");
  add_setting(app, config, "proxy", "URL", "Proxy");
  add_setting(app, config, "stall-timeout", "SECONDS",
              "Give up after this long without any progress");
}

void add_report_id(CLI::App& app, Config& config) {
  add_setting(app, config, "report-id", "ID", "Go on in this report");
}

void add_report_options(CLI::App& app, Config& config) {
  add_setting(app, config, "project", "NAME", "Project");
  add_setting(app, config, "batch", "NAME", "Batch: one test execution over many configurations");
  app.add_option_function<std::vector<std::string>>(
         "--label",
         [&config](const std::vector<std::string>& labels) {
           for (const std::string& label : labels) add_label(config, label);
         },
         "Label of the configuration; may be given many times")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all();
  add_report_id(app, config);
}

void add_folder_options(CLI::App& app, Config& config) {
  add_setting(app, config, "spool-dir", "DIR", "Spool folder");
  add_setting(app, config, "source-root", "DIR", "Locations are sent relative to it");
}

void add_output_options(CLI::App& app, Arguments& arguments) {
  app.add_flag("--json", arguments.json, "Machine-readable output, on one line");
  add_setting(app, arguments.config, "verbose", "quiet|normal|debug", "How much is said");
}

void describe_replay(CLI::App& app, Arguments& arguments) {
  app.add_option("paths", arguments.paths,
                 "Journals, or folders with journals [the spool folder of the settings]")
      ->type_name("FILE|DIR");
  app.add_flag("--dry-run", arguments.dry_run, "Say what would be sent, and send nothing");
  add_report_id(app, arguments.config);
  add_server_options(app, arguments.config);
  add_setting(app, arguments.config, "spool-dir", "DIR", "Spool folder");
  add_output_options(app, arguments);
  app.footer(replay_examples);
}

void describe_run(CLI::App& app, Arguments& arguments) {
  add_report_options(app, arguments.config);
  add_server_options(app, arguments.config);
  add_folder_options(app, arguments.config);
  add_output_options(app, arguments);
  app.add_option("--output", arguments.output, "File for the JSON [standard output]")
      ->type_name("FILE");
  app.footer(run_examples);
}

void describe_check(CLI::App& app, Arguments& arguments) {
  add_report_options(app, arguments.config);
  add_server_options(app, arguments.config);
  add_folder_options(app, arguments.config);
  add_output_options(app, arguments);
  app.footer(check_examples);
}

}  // namespace

std::optional<Arguments> read_arguments(int argc, char** argv, int& exit_code) {
  Arguments arguments;
  // The command's own options are none of ours.
  char** const end = argv + argc;
  char** const dashes =
      std::find_if(argv, end, [](const char* one) { return std::string_view(one) == "--"; });
  if (dashes != end) arguments.command.assign(dashes + 1, end);

  CLI::App app(about, "testcenter-reporter");
  app.set_version_flag("--version", TESTCENTER_VERSION);
  app.require_subcommand(1);
  app.footer(examples);
  keep_lines(*app.get_formatter(), 0);
  auto* replay = app.add_subcommand("replay", "Send the journals of runs that are over");
  auto* run = app.add_subcommand(
      "run", "Run the command behind --, and send all of its results as one report");
  auto* check = app.add_subcommand("check", "Show the settings, and whether the server is ready");
  describe_replay(*replay, arguments);
  describe_run(*run, arguments);
  describe_check(*check, arguments);
  try {
    app.parse(static_cast<int>(dashes - argv), argv);
    const bool wants_command = run->parsed();
    if (wants_command && arguments.command.empty()) {
      throw CLI::ValidationError("run", "say what to run behind --: run -- ctest -j8");
    }
    if (!wants_command && !arguments.command.empty()) {
      throw CLI::ValidationError("--", "only run takes a command");
    }
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error) == 0 ? 0 : usage_error;
    return std::nullopt;
  }
  arguments.subcommand = run->parsed()      ? Subcommand::run
                         : replay->parsed() ? Subcommand::replay
                                            : Subcommand::check;
  return arguments;
}

}  // namespace testcenter::command_line
