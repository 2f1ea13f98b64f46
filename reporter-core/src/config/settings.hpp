#pragma once

#include <testcenter/config.hpp>
#include <testcenter/result.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace testcenter::config {

/// The settings of a run, complete and checked.
struct Settings {
  Mode mode = Mode::live;
  Verbosity verbose = Verbosity::normal;

  std::string url = "http://localhost:8800";  ///< scheme, host, port, base path; nothing secret
  std::string project = "default";
  std::string batch;  ///< empty: the server makes one
  std::vector<Label> labels;
  std::int64_t report_id = 0;  ///< 0: none

  std::string token;
  std::string user;
  std::string password;
  std::string ca_file;
  std::string client_cert;
  std::string client_key;
  std::string proxy;

  Capture capture = Capture::off;
  CrashHandlers crash_handlers = CrashHandlers::on;
  Passes passes = Passes::all;
  std::uint32_t max_passes = 1000;
  std::string source_root;  ///< empty: the git work tree above each file
  std::string spool_dir;
  std::string spool_fallback;  ///< if spool_dir cannot be used; empty: somebody chose it

  std::chrono::milliseconds stall_timeout{5000};
  std::chrono::milliseconds exit_timeout{60000};
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds request_timeout{30000};

  std::uint64_t journal_limit = 1ULL << 30;
  std::uint64_t attachment_limit = 64ULL << 20;

  /// Where each setting that is not a default came from: "stall_timeout" ->
  /// "TESTCENTER_STALL_TIMEOUT". Other sources are "code", "command line", a place in a
  /// testcenter.json ("/home/me/testcenter.json:3"), "GitHub Actions".
  std::map<std::string, std::string> sources;

  /// One line each: variables that look like misspelt settings. To be shown unless `quiet`.
  std::vector<std::string> warnings;
};

/// The world that settings are read from; tests give one of their own.
struct Surroundings {
  std::function<std::optional<std::string>(const std::string& name)> environment;
  std::string working_directory{};
  std::vector<std::string> variables{};  ///< names of the variables that begin with TESTCENTER_
  std::string user_id{};                 ///< tells users apart in a shared temporary folder

  static Surroundings of_this_process();
  /// Only the environment: enough for is_requested().
  static Surroundings of_environment();
};

/// True if the environment asks attached adapters to report: TESTCENTER_URL is not empty or
/// TESTCENTER_MODE is `spool`, and TESTCENTER_MODE is not `off`. Cheap; called before anything else
/// happens.
bool is_requested(const Surroundings& surroundings);

/// True if code, command line or environment name mode `spool`, without a look at a file. Cheap.
bool is_spooled(const Config& code, const Config& command_line, const Surroundings& surroundings);

/// Precedence: `code` > `command_line` > environment > testcenter.json (from the working directory
/// upward) > what the CI system tells > defaults. The first thing that cannot be read is the error:
/// one line that names the setting as it was spelled, where it stood, and its value (never a
/// secret's). If code, command line or environment say `off`, nothing else is read. Paths in the
/// answer are absolute.
Result<Settings> resolve(const Config& code, const Config& command_line,
                         const Surroundings& surroundings);

}  // namespace testcenter::config
