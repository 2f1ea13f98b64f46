#include <testcenter/check.hpp>

#include "commands.hpp"
#include "json.hpp"
#include "words.hpp"

#include <algorithm>
#include <cstddef>
#include <iomanip>
#include <iostream>

namespace testcenter::command_line {
namespace {

int exit_code_for(Readiness readiness) {
  if (readiness == Readiness::ready) return 0;
  return readiness == Readiness::settings ? 2 : 1;
}

void print_settings(const CheckResult& result) {
  std::size_t name_width = 0;
  std::size_t value_width = 0;
  for (const CheckedSetting& setting : result.settings) {
    name_width = std::max(name_width, setting.name.size());
    if (setting.value.size() <= 40) value_width = std::max(value_width, setting.value.size());
  }
  for (const CheckedSetting& setting : result.settings) {
    std::cout << std::left << std::setw(static_cast<int>(name_width)) << setting.name << "  "
              << std::setw(static_cast<int>(value_width)) << harmless(setting.value) << "  "
              << harmless(setting.source) << "\n";
  }
}

}  // namespace

int check_command(const Arguments& arguments) {
  const CheckResult result = check(arguments.config);
  if (arguments.json) {
    std::cout << json_of(result) << std::endl;
    return exit_code_for(result.readiness);
  }
  print_settings(result);
  for (const std::string& warning : result.warnings) {
    std::cout << "warning: " << harmless(warning) << "\n";
  }
  std::cout << name_of(result.readiness) << ": " << harmless(result.words) << std::endl;
  return exit_code_for(result.readiness);
}

}  // namespace testcenter::command_line
