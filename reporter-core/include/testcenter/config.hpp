#pragma once

#include <testcenter/abi.hpp>
#include <testcenter/export.hpp>
#include <testcenter/model.hpp>
#include <testcenter/result.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testcenter {

enum class Mode : std::uint8_t {
  live,   ///< journal and send while the tests run
  spool,  ///< journal only; somebody else sends
  off,    ///< nothing at all
};

/// What becomes of passing assertions.
enum class Passes : std::uint8_t {
  all,  ///< a PASS each, up to `max_passes` an element, then one PASS with the count of the rest
  summary,  ///< one PASS an element with the count
};

/// Whether a fatal signal is reported while the process dies (docs/durability.md).
enum class CrashHandlers : std::uint8_t {
  on,
  off,  ///< for programs in which something else catches faults and goes on, as language runtimes
        ///< do
};

/// Whose output becomes an attachment: what is written to stdout and stderr between a case's begin
/// and its end, by whomever (docs/capture.md).
enum class Capture : std::uint8_t {
  off,     ///< nobody's: stdout and stderr are left alone
  failed,  ///< that of cases that failed
  all,     ///< that of every case that printed something
};

enum class Verbosity : std::uint8_t {
  quiet,   ///< errors only
  normal,  ///< one opening and one closing line
  debug,   ///< each request; secrets are never shown
};

/// The settings as code gives them. What is left empty comes from the environment
/// (`TESTCENTER_<NAME IN CAPITALS>`), then `testcenter.json` ("name"), then the CI system, then the
/// default. docs/configuration.md has the table.
struct Config {
  std::optional<std::string> url;  ///< server, or the one-URL form; default http://localhost:8800
  std::optional<std::string> project;
  std::optional<std::string> batch;
  std::optional<std::vector<Label>> labels;
  std::optional<std::int64_t> report_id;

  std::optional<std::string> token;
  std::optional<std::string> token_file;
  std::optional<std::string> user;
  std::optional<std::string> password;

  std::optional<Mode> mode;
  std::optional<Passes> passes;
  std::optional<std::uint32_t> max_passes;
  std::optional<std::string> source_root;
  std::optional<std::string> spool_dir;

  std::optional<std::chrono::milliseconds> stall_timeout;
  std::optional<std::chrono::milliseconds> exit_timeout;
  std::optional<std::chrono::milliseconds> connect_timeout;
  std::optional<std::chrono::milliseconds> request_timeout;

  std::optional<std::string> ca_file;
  std::optional<std::string> client_cert;
  std::optional<std::string> client_key;
  std::optional<std::string> proxy;

  std::optional<CrashHandlers> crash_handlers;
  std::optional<Capture> capture;
  std::optional<Verbosity> verbose;
  std::optional<std::uint64_t> journal_limit;     ///< bytes; 1 GiB
  std::optional<std::uint64_t> attachment_limit;  ///< bytes a file; 64 MiB
};

/// Gives the setting `name` ("stall_timeout", as in testcenter.json) as a text that reads like the
/// variable's ("0.5"); an empty one counts as not given. For options that a framework hands on. The
/// error is one line that begins with the name: `mode="fast" is not one of live, spool, off`,
/// `projct is not a setting; did you mean project?`. Any thread.
TESTCENTER_API Status set(Config& config, std::string_view name, std::string_view text);

}  // namespace testcenter
