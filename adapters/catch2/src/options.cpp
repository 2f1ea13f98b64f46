#include "options.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace testcenter::catch2 {
namespace {

using Text = std::optional<std::string> Config::*;

const std::map<std::string, Text>& texts() {
  static const std::map<std::string, Text> all = {
      {"url", &Config::url},
      {"project", &Config::project},
      {"batch", &Config::batch},
      {"source_root", &Config::source_root},
      {"spool_dir", &Config::spool_dir},
      {"token_file", &Config::token_file},
      {"ca_file", &Config::ca_file},
  };
  return all;
}

template <typename Number>
bool set_number(const std::string& text, std::optional<Number>& to) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end || number < Number{}) return false;
  to = number;
  return true;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view white_space = " \t\r\n\v\f";
  const auto begin = text.find_first_not_of(white_space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(white_space) + 1 - begin);
}

/// `OS=Linux;compiler=gcc 12`, as TESTCENTER_LABELS has it: white space around a key or a value
/// does not count, nor does an entry without anything.
bool add_labels(std::string_view text, Config& config) {
  auto labels = config.labels.value_or(std::vector<Label>{});
  while (!text.empty()) {
    const auto end = text.find(';');
    const auto label = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (label.empty()) continue;
    const auto equals = label.find('=');
    if (equals == std::string_view::npos || equals == 0) return false;
    labels.push_back({std::string(trimmed(label.substr(0, equals))),
                      std::string(trimmed(label.substr(equals + 1)))});
  }
  config.labels = std::move(labels);
  return true;
}

template <typename Value>
bool choose(const std::string& text, const std::map<std::string, Value>& values,
            std::optional<Value>& to) {
  const auto found = values.find(text);
  if (found == values.end()) return false;
  to = found->second;
  return true;
}

std::string is_not(const std::string& name, const std::string& value, const char* what) {
  return "the reporter's option X" + name + "=" + value + " is not " + what;
}

std::string add_option(const std::string& name, const std::string& value, Config& config) {
  if (const auto text = texts().find(name); text != texts().end()) {
    config.*text->second = value;
    return {};
  }
  if (name == "label" || name == "labels") {
    return add_labels(value, config) ? ""
                                     : is_not(name, value, "KEY=VALUE, or several with ; between");
  }
  if (name == "passes") {
    return choose<Passes>(value, {{"all", Passes::all}, {"summary", Passes::summary}},
                          config.passes)
               ? ""
               : is_not(name, value, "one of all, summary");
  }
  if (name == "mode") {
    return choose<Mode>(value, {{"live", Mode::live}, {"spool", Mode::spool}, {"off", Mode::off}},
                        config.mode)
               ? ""
               : is_not(name, value, "one of live, spool, off");
  }
  if (name == "max_passes") {
    return set_number(value, config.max_passes) ? "" : is_not(name, value, "a number");
  }
  if (name == "report_id") {
    return set_number(value, config.report_id) ? "" : is_not(name, value, "a number");
  }
  if (name == "token" || name == "password" || name == "user") {
    return "the reporter's option X" + name +
           " is not taken, because others can read a command line; set TESTCENTER_TOKEN, or "
           "TESTCENTER_USER and TESTCENTER_PASSWORD";
  }
  return "the reporter has no option X" + name +
         "; it has Xurl, Xproject, Xbatch, Xlabel, Xpasses, Xmax_passes, Xmode, Xreport_id, "
         "Xsource_root, Xspool_dir, Xtoken_file, Xca_file";
}

}  // namespace

std::string add_options(const std::map<std::string, std::string>& options, Config& config) {
  for (const auto& [name, value] : options) {
    if (auto problem = add_option(name, value, config); !problem.empty()) return problem;
  }
  return {};
}

}  // namespace testcenter::catch2
