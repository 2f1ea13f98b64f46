#include "config/environment.hpp"
#include "config/settings.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace testcenter::config {
namespace {

std::vector<std::string> our_variables() {
  std::vector<std::string> names;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (text.compare(0, 11, "TESTCENTER_") == 0) names.emplace_back(text.substr(0, text.find('=')));
  }
  return names;
}

/// Empty if there is none.
std::string current_folder() {
  std::error_code unknown;
  return std::filesystem::current_path(unknown).string();
}

}  // namespace

Surroundings Surroundings::of_environment() {
  Surroundings surroundings;
  surroundings.environment = [](const std::string& name) -> std::optional<std::string> {
    const char* const value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  };
  return surroundings;
}

Surroundings Surroundings::of_this_process() {
  Surroundings surroundings = of_environment();
  surroundings.working_directory = current_folder();
  surroundings.variables = our_variables();
  surroundings.user_id = std::to_string(getuid());
  return surroundings;
}

bool is_requested(const Surroundings& surroundings) {
  const std::string mode = variable(surroundings, "TESTCENTER_MODE");
  if (mode == "off") return false;
  return mode == "spool" || !variable(surroundings, "TESTCENTER_URL").empty();
}

}  // namespace testcenter::config
