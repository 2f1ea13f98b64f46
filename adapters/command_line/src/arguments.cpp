#include "arguments.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <map>

namespace testcenter::command_line {
namespace {

constexpr int usage_error = 2;

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

/// Options as they are written; moved into the Config once all are read.
struct Texts {
  std::map<std::string, std::string> values;
  std::vector<std::string> labels;
  double stall_timeout = -1;
  std::int64_t report_id = 0;
};

/// For CLI11: what is wrong with the text, or nothing.
std::string check_label(const std::string& text) {
  const std::size_t equals = text.find('=');
  return equals == std::string::npos || equals == 0 ? "must be KEY=VALUE" : "";
}

std::string check_not_empty(const std::string& text) {
  return text.empty() ? "must not be empty" : "";
}

void add_text(CLI::App& app, Texts& texts, const char* name, const char* type, const char* words) {
  app.add_option(std::string("--") + name, texts.values[name], words)
      ->type_name(type)
      ->check(CLI::Validator(check_not_empty, ""));
}

void add_server_options(CLI::App& app, Texts& texts) {
  add_text(app, texts, "url", "URL", "Server, or the one-URL form with project, label and batch");
  add_text(app, texts, "token-file", "FILE", "File with the access token");
  add_text(app, texts, "ca-file", "FILE", "Certificates to trust, instead of the system's");
  add_text(app, texts, "proxy", "URL", "Proxy");
  app.add_option("--stall-timeout", texts.stall_timeout,
                 "Give up after this long without any progress")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 86400.0));
}

void add_report_options(CLI::App& app, Texts& texts) {
  add_text(app, texts, "project", "NAME", "Project");
  add_text(app, texts, "batch", "NAME", "Batch: one test execution over many configurations");
  app.add_option("--label", texts.labels, "Label of the configuration; may be given many times")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all()
      ->check(CLI::Validator(check_label, ""));
  app.add_option("--report-id", texts.report_id, "Go on in this report")
      ->type_name("ID")
      ->check(CLI::Range(std::int64_t{1}, INT64_MAX));
}

void add_output_options(CLI::App& app, Arguments& arguments, Texts& texts) {
  app.add_flag("--json", arguments.json, "Machine-readable output, on one line");
  app.add_option("--verbose", texts.values["verbose"], "How much is said")
      ->type_name("quiet|normal|debug")
      ->check(CLI::IsMember({"quiet", "normal", "debug"}));
}

void describe_replay(CLI::App& app, Arguments& arguments, Texts& texts) {
  app.add_option("paths", arguments.paths,
                 "Journals, or folders with journals [the spool folder of the settings]")
      ->type_name("FILE|DIR");
  app.add_flag("--dry-run", arguments.dry_run, "Say what would be sent, and send nothing");
  add_server_options(app, texts);
  add_text(app, texts, "spool-dir", "DIR", "Spool folder");
  add_output_options(app, arguments, texts);
  app.footer(replay_examples);
}

void describe_run(CLI::App& app, Arguments& arguments, Texts& texts) {
  add_report_options(app, texts);
  add_server_options(app, texts);
  add_text(app, texts, "spool-dir", "DIR", "Spool folder");
  add_text(app, texts, "source-root", "DIR", "Locations are sent relative to it");
  add_output_options(app, arguments, texts);
  app.add_option("--output", arguments.output, "File for the JSON [standard output]")
      ->type_name("FILE");
  app.footer(run_examples);
}

void describe_check(CLI::App& app, Arguments& arguments, Texts& texts) {
  add_report_options(app, texts);
  add_server_options(app, texts);
  add_output_options(app, arguments, texts);
  app.footer(check_examples);
}

Label label_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  return {text.substr(0, equals), text.substr(equals + 1)};
}

Verbosity verbosity_of(const std::string& name) {
  if (name == "quiet") return Verbosity::quiet;
  return name == "debug" ? Verbosity::debug : Verbosity::normal;
}

void move_into(Config& config, const Texts& texts) {
  const auto take = [&texts](const char* name, std::optional<std::string>& to) {
    const auto found = texts.values.find(name);
    if (found != texts.values.end() && !found->second.empty()) to = found->second;
  };
  take("url", config.url);
  take("project", config.project);
  take("batch", config.batch);
  take("token-file", config.token_file);
  take("ca-file", config.ca_file);
  take("proxy", config.proxy);
  take("spool-dir", config.spool_dir);
  take("source-root", config.source_root);
  std::optional<std::string> verbose;
  take("verbose", verbose);
  if (verbose) config.verbose = verbosity_of(*verbose);
  if (texts.report_id > 0) config.report_id = texts.report_id;
  if (texts.stall_timeout > 0) {
    config.stall_timeout =
        std::chrono::milliseconds(static_cast<long>(std::ceil(texts.stall_timeout * 1000)));
  }
  if (texts.labels.empty()) return;
  config.labels.emplace();
  for (const std::string& label : texts.labels) config.labels->push_back(label_of(label));
}

}  // namespace

std::optional<Arguments> read_arguments(int argc, char** argv, int& exit_code) {
  Arguments arguments;
  // The command's own options are none of ours.
  char** const end = argv + argc;
  char** const dashes =
      std::find_if(argv, end, [](const char* one) { return std::string_view(one) == "--"; });
  if (dashes != end) arguments.command.assign(dashes + 1, end);

  Texts texts;
  CLI::App app(about, "testcenter-reporter");
  app.set_version_flag("--version", TESTCENTER_VERSION);
  app.require_subcommand(1);
  app.footer(examples);
  auto* replay = app.add_subcommand("replay", "Send the journals of runs that are over");
  auto* run = app.add_subcommand(
      "run", "Run the command behind --, and send all of its results as one report");
  auto* check = app.add_subcommand("check", "Show the settings, and whether the server is ready");
  describe_replay(*replay, arguments, texts);
  describe_run(*run, arguments, texts);
  describe_check(*check, arguments, texts);
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
  move_into(arguments.config, texts);
  return arguments;
}

}  // namespace testcenter::command_line
