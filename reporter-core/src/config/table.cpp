#include "config/table.hpp"

#include <optional>
#include <type_traits>
#include <utility>

namespace testcenter::config {
namespace {

template <typename T>
bool is_given(const std::optional<T>& value) {
  if constexpr (std::is_same_v<T, std::string>) return value && !value->empty();
  return value.has_value();
}

template <typename Kind, auto member>
Status read_into(std::string_view text, Config& config) {
  Result<typename Kind::Value> value = Kind::read(text);
  if (!value) return value.error();
  if (Status good = Kind::check(value.value()); !good) return good;
  config.*member = std::move(value.value());
  return {};
}

template <typename Kind, auto member, auto target>
Status apply(const Config& config, const std::string& folder, Settings& settings) {
  settings.*target = *(config.*member);
  return Kind::settle(settings.*target, folder);
}

template <typename Kind, auto target>
std::string settled(const Settings& settings) {
  return Kind::masked(Kind::shown(settings.*target));
}

/// Null without a target.
template <typename Kind, auto target>
constexpr auto shower() -> decltype(Setting::settled) {
  if constexpr (std::is_null_pointer_v<decltype(target)>) {
    return nullptr;
  } else {
    return &settled<Kind, target>;
  }
}

/// Null without a target.
template <typename Kind, auto member, auto target>
constexpr auto applier() -> decltype(Setting::apply) {
  if constexpr (std::is_null_pointer_v<decltype(target)>) {
    return nullptr;
  } else {
    return &apply<Kind, member, target>;
  }
}

template <typename Kind, auto member, auto target = nullptr>
constexpr Setting row(std::string_view name) {
  return {name,
          Kind::json_type,
          [](const Config& config) { return is_given(config.*member); },
          [](const Config& config) { return Kind::masked(Kind::shown(*(config.*member))); },
          shower<Kind, target>(),
          [](std::string_view text) { return Kind::masked(text); },
          &read_into<Kind, member>,
          [](const Config& config) { return Kind::check(*(config.*member)); },
          applier<Kind, member, target>()};
}

using ModeName = Choice<Mode, mode_names>;
using PassesName = Choice<Passes, passes_names>;
using CrashHandlersName = Choice<CrashHandlers, crash_handlers_names>;
using CaptureName = Choice<Capture, capture_names>;
using VerbosityName = Choice<Verbosity, verbosity_names>;

constexpr std::array<Setting, setting_count> table = {
    row<Url, &Config::url, &Settings::url>("url"),
    row<Text, &Config::project, &Settings::project>("project"),
    row<Text, &Config::batch, &Settings::batch>("batch"),
    row<Labels, &Config::labels, &Settings::labels>("labels"),
    row<ReportId, &Config::report_id, &Settings::report_id>("report_id"),
    row<Token, &Config::token>("token"),
    row<Text, &Config::token_file>("token_file"),
    row<User, &Config::user>("user"),
    row<Password, &Config::password>("password"),
    row<ModeName, &Config::mode, &Settings::mode>("mode"),
    row<PassesName, &Config::passes, &Settings::passes>("passes"),
    row<Count, &Config::max_passes, &Settings::max_passes>("max_passes"),
    row<FolderPath, &Config::source_root, &Settings::source_root>("source_root"),
    row<NewFolderPath, &Config::spool_dir, &Settings::spool_dir>("spool_dir"),
    row<Seconds, &Config::stall_timeout, &Settings::stall_timeout>("stall_timeout"),
    row<Seconds, &Config::exit_timeout, &Settings::exit_timeout>("exit_timeout"),
    row<Seconds, &Config::connect_timeout, &Settings::connect_timeout>("connect_timeout"),
    row<Seconds, &Config::request_timeout, &Settings::request_timeout>("request_timeout"),
    row<FilePath, &Config::ca_file, &Settings::ca_file>("ca_file"),
    row<FilePath, &Config::client_cert, &Settings::client_cert>("client_cert"),
    row<FilePath, &Config::client_key, &Settings::client_key>("client_key"),
    row<Proxy, &Config::proxy, &Settings::proxy>("proxy"),
    row<CrashHandlersName, &Config::crash_handlers, &Settings::crash_handlers>("crash_handlers"),
    row<CaptureName, &Config::capture, &Settings::capture>("capture"),
    row<VerbosityName, &Config::verbose, &Settings::verbose>("verbose"),
    row<Size, &Config::journal_limit, &Settings::journal_limit>("journal_limit"),
    row<Size, &Config::attachment_limit, &Settings::attachment_limit>("attachment_limit"),
};

}  // namespace

const std::array<Setting, setting_count>& all_settings() { return table; }

const Setting* find_setting(std::string_view name) {
  for (const Setting& setting : table) {
    if (setting.name == name) return &setting;
  }
  return nullptr;
}

std::string variable_name(std::string_view name) {
  std::string variable = "TESTCENTER_";
  for (const char c : name) {
    variable += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return variable;
}

}  // namespace testcenter::config
