#include "config/environment.hpp"

#include "config/nearest.hpp"
#include "config/table.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace testcenter::config {
namespace {

constexpr std::string_view prefix = "TESTCENTER_";
constexpr unsigned furthest_typo = 2;

bool is_set(const Surroundings& surroundings, const std::string& name) {
  const auto& names = surroundings.variables;
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string variable(const Surroundings& surroundings, const std::string& name) {
  return surroundings.environment ? surroundings.environment(name).value_or("") : "";
}

Result<Level> read_environment(const Surroundings& surroundings) {
  Level level;
  level.origin = Origin::environment;
  level.folder = surroundings.working_directory;
  for (const Setting& setting : all_settings()) {
    const std::string name = variable_name(setting.name);
    if (!is_set(surroundings, name)) continue;
    const std::string text = variable(surroundings, name);
    if (text.empty()) continue;
    if (const Status good = setting.read(text, level.given); !good) {
      return complaint(level, setting.name, setting.masked(text), good.error().message);
    }
  }
  return level;
}

std::vector<std::string> misspelt_variables(const Surroundings& surroundings) {
  std::vector<std::string> warnings;
  for (const std::string& name : surroundings.variables) {
    if (name.compare(0, prefix.size(), prefix) != 0) continue;
    const std::string setting = lower_case(std::string_view(name).substr(prefix.size()));
    if (find_setting(setting) != nullptr && variable_name(setting) == name) continue;
    const std::optional<std::string> nearest = nearest_setting(setting, furthest_typo);
    if (!nearest) continue;
    warnings.push_back(name + " is not a setting and is ignored; did you mean " +
                       variable_name(*nearest) + "?");
  }
  return warnings;
}

}  // namespace testcenter::config
