#include "config/shown.hpp"

#include "config/table.hpp"

namespace testcenter::config {
namespace {

std::string masked(const std::string& secret) { return secret.empty() ? "" : "***"; }

std::string value_of(const Setting& setting, const Settings& settings) {
  if (setting.settled != nullptr) return setting.settled(settings);
  const bool has_source = settings.sources.count(std::string(setting.name)) != 0;
  if (setting.name == "token" && has_source) return masked(settings.token);
  if (setting.name == "token_file" && has_source) return masked(settings.token);
  if (setting.name == "user") return settings.user;
  if (setting.name == "password") return masked(settings.password);
  return {};
}

}  // namespace

std::vector<ShownSetting> show(const Settings& settings) {
  std::vector<ShownSetting> all;
  for (const Setting& setting : all_settings()) {
    ShownSetting shown{std::string(setting.name), value_of(setting, settings), "default"};
    const auto source = settings.sources.find(shown.name);
    if (source != settings.sources.end()) shown.source = source->second;
    const bool is_no_report = shown.name == "report_id" && settings.report_id == 0;
    if (is_no_report) shown.value.clear();
    all.push_back(std::move(shown));
  }
  return all;
}

}  // namespace testcenter::config
