#include "options.hpp"

#include <string_view>

namespace testcenter::catch2 {
namespace {

bool is_secret(std::string_view name) {
  return name == "token" || name == "user" || name == "password";
}

Status add_option(const std::string& name, const std::string& value, Config& config) {
  if (is_secret(name)) {
    return Error{"the reporter's option X" + name +
                 " is not taken, because others can read a command line; set TESTCENTER_TOKEN, or "
                 "TESTCENTER_USER and TESTCENTER_PASSWORD"};
  }
  // One label is what most have; and so it is called on other command lines.
  const std::string setting = name == "label" ? "labels" : name;
  const auto status = set(config, setting, value);
  if (status) return {};
  return Error{"the reporter's option X" + name + status.error().message.substr(setting.size())};
}

}  // namespace

Status add_options(const std::map<std::string, std::string>& options, Config& config) {
  for (const auto& [name, value] : options) {
    if (auto status = add_option(name, value, config); !status) return status;
  }
  return {};
}

}  // namespace testcenter::catch2
