#pragma once

#include <testcenter/config.hpp>
#include <testcenter/result.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The kinds of values that settings have. Each kind says how its value is read from text, which
/// values are good, how one is shown (never a secret) and what becomes of it once it has won (a
/// path is made absolute and looked at). An error's message is the end of a sentence that begins
/// with the setting and its value: "is not one of live, spool, off".
namespace testcenter::config {

/// What a setting is in testcenter.json.
enum class JsonType : std::uint8_t { text, number, object };

template <typename T>
struct Kind {
  using Value = T;
  static constexpr JsonType json_type = JsonType::text;
  static std::string masked(std::string_view text) { return std::string(text); }
  static Status check(const T&) { return {}; }
  static Status settle(T&, const std::string& /*folder*/) { return {}; }
};

template <typename T>
struct NumberKind : Kind<T> {
  static constexpr JsonType json_type = JsonType::number;
};

struct Text : Kind<std::string> {
  static Result<std::string> read(std::string_view text) { return std::string(text); }
  static std::string shown(const std::string& value) { return value; }
  static Status check(const std::string& value);
};

struct User : Text {
  static Status check(const std::string& value);
};

struct Password : Text {
  static std::string masked(std::string_view) { return "***"; }
  static Status check(const std::string& value);
};

struct Token : Password {
  static Status check(const std::string& value);
};

struct Url : Text {
  static std::string masked(std::string_view text);
  static Status check(const std::string& value);
};

struct Proxy : Text {
  static std::string masked(std::string_view text);
  static Status check(const std::string& value);
};

struct FilePath : Text {
  static Status settle(std::string& path, const std::string& folder);
};

struct FolderPath : Text {
  static Status settle(std::string& path, const std::string& folder);
};

/// A folder that need not exist yet.
struct NewFolderPath : Text {
  static Status settle(std::string& path, const std::string& folder);
};

struct Labels : Kind<std::vector<Label>> {
  static constexpr JsonType json_type = JsonType::object;
  static Result<std::vector<Label>> read(std::string_view text);
  static std::string shown(const std::vector<Label>& labels);
  static Status check(const std::vector<Label>& labels);
};

struct Seconds : NumberKind<std::chrono::milliseconds> {
  static Result<std::chrono::milliseconds> read(std::string_view text);
  static std::string shown(std::chrono::milliseconds value);
  static Status check(std::chrono::milliseconds value);
};

struct Count : NumberKind<std::uint32_t> {
  static Result<std::uint32_t> read(std::string_view text);
  static std::string shown(std::uint32_t value) { return std::to_string(value); }
};

struct ReportId : NumberKind<std::int64_t> {
  static Result<std::int64_t> read(std::string_view text);
  static std::string shown(std::int64_t value) { return std::to_string(value); }
  static Status check(std::int64_t value);
};

/// MiB as text, bytes as value.
struct Size : NumberKind<std::uint64_t> {
  static Result<std::uint64_t> read(std::string_view text);
  static std::string shown(std::uint64_t value);
  static Status check(std::uint64_t value);
};

inline constexpr std::array<std::pair<std::string_view, Mode>, 3> mode_names = {
    {{"live", Mode::live}, {"spool", Mode::spool}, {"off", Mode::off}}};
inline constexpr std::array<std::pair<std::string_view, Passes>, 2> passes_names = {
    {{"all", Passes::all}, {"summary", Passes::summary}}};
inline constexpr std::array<std::pair<std::string_view, CrashHandlers>, 2> crash_handlers_names = {
    {{"on", CrashHandlers::on}, {"off", CrashHandlers::off}}};
inline constexpr std::array<std::pair<std::string_view, Capture>, 3> capture_names = {
    {{"off", Capture::off}, {"failed", Capture::failed}, {"all", Capture::all}}};
inline constexpr std::array<std::pair<std::string_view, Verbosity>, 3> verbosity_names = {
    {{"quiet", Verbosity::quiet}, {"normal", Verbosity::normal}, {"debug", Verbosity::debug}}};

template <typename E, const auto& names>
struct Choice : Kind<E> {
  static Result<E> read(std::string_view text) {
    std::string allowed;
    for (const auto& [name, value] : names) {
      if (name == text) return value;
      allowed += (allowed.empty() ? "" : ", ") + std::string(name);
    }
    return Error{"is not one of " + allowed};
  }
  static std::string shown(E wanted) {
    for (const auto& [name, value] : names) {
      if (value == wanted) return std::string(name);
    }
    return {};
  }
};

}  // namespace testcenter::config
