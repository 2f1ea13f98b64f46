#include "config/ci.hpp"
#include "config/config_file.hpp"
#include "config/credentials.hpp"
#include "config/environment.hpp"
#include "config/files.hpp"
#include "config/level.hpp"
#include "config/settings.hpp"
#include "config/table.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace testcenter::config {
namespace {

/// Who names this mode, if a file is not asked.
std::optional<Origin> named_by(Mode mode, const char* name, const Config& code,
                               const Config& command_line, const Surroundings& surroundings) {
  const auto by = [](Origin origin, bool is_named) {
    return is_named ? std::optional(origin) : std::nullopt;
  };
  if (code.mode) return by(Origin::code, *code.mode == mode);
  if (command_line.mode) return by(Origin::command_line, *command_line.mode == mode);
  return by(Origin::environment, variable(surroundings, "TESTCENTER_MODE") == name);
}

/// Who says `off`, which must work even where everything else is broken.
std::optional<Origin> switched_off_by(const Config& code, const Config& command_line,
                                      const Surroundings& surroundings) {
  return named_by(Mode::off, "off", code, command_line, surroundings);
}

Settings switched_off(Origin by) {
  Level level;
  level.origin = by;
  Settings settings;
  settings.mode = Mode::off;
  settings.sources["mode"] = source_of(level, "mode");
  return settings;
}

Result<Level> typed_level(Origin origin, const Config& config, const Surroundings& surroundings) {
  Level level;
  level.origin = origin;
  level.folder = surroundings.working_directory;
  level.given = config;
  if (Status good = check(level); !good) return good.error();
  return level;
}

/// The highest first.
Result<std::vector<Level>> read_levels(const Config& code, const Config& command_line,
                                       const Surroundings& surroundings) {
  std::vector<Level> levels;
  for (Result<Level> level : {typed_level(Origin::code, code, surroundings),
                              typed_level(Origin::command_line, command_line, surroundings),
                              read_environment(surroundings)}) {
    if (!level) return level.error();
    levels.push_back(std::move(level.value()));
  }
  Result<std::optional<Level>> file = read_config_file(surroundings.working_directory);
  if (!file) return file.error();
  if (file.value()) levels.push_back(std::move(*file.value()));
  return levels;
}

/// Only the URL that wins is taken apart: what stands inside another belongs to another server.
Status unfold_winning_url(std::vector<Level>& levels) {
  const auto winner = std::find_if(levels.begin(), levels.end(), [](const Level& level) {
    return level.given.url && !level.given.url->empty();
  });
  return winner == levels.end() ? Status{} : unfold_url(*winner);
}

Status apply(const Setting& setting, const std::vector<Level>& levels, Settings& settings) {
  const auto winner = std::find_if(levels.begin(), levels.end(), [&](const Level& level) {
    return setting.is_given(level.given);
  });
  if (winner == levels.end() || setting.apply == nullptr) return {};
  if (const Status good = setting.apply(winner->given, winner->folder, settings); !good) {
    return complaint(*winner, setting.name, setting.shown(winner->given), good.error().message);
  }
  settings.sources[std::string(setting.name)] = source_of(*winner, setting.name);
  return {};
}

Status check_together(const std::vector<Level>& levels, const Settings& settings) {
  if (settings.client_key.empty() || !settings.client_cert.empty()) return {};
  for (const Level& level : levels) {
    if (!level.given.client_key) continue;
    return complaint(level, "client_key", settings.client_key, "is given without a client_cert");
  }
  return {};
}

void add_ci(const Surroundings& surroundings, Settings& settings) {
  const std::optional<CiBuild> build = detect_ci(surroundings);
  if (!build) return;
  if (settings.batch.empty() && settings.report_id == 0 && !build->batch.empty()) {
    settings.batch = build->batch;
    settings.sources["batch"] = build->system;
  }
  for (const Label& label : build->labels) {
    const bool known = std::any_of(settings.labels.begin(), settings.labels.end(),
                                   [&](const Label& other) { return other.key == label.key; });
    if (known) continue;
    settings.labels.push_back(label);
    settings.sources.emplace("labels", build->system);
  }
}

std::string temporary_spool_dir(const Surroundings& surroundings) {
  const std::string temporary = variable(surroundings, "TMPDIR");
  return (temporary.empty() ? "/tmp" : temporary) + "/testcenter-reporter" +
         (surroundings.user_id.empty() ? "" : "-" + surroundings.user_id);
}

std::string default_spool_dir(const Surroundings& surroundings) {
  const std::string state = variable(surroundings, "XDG_STATE_HOME");
  if (!state.empty() && state.front() == '/') return state + "/testcenter-reporter";
  const std::string home = variable(surroundings, "HOME");
  if (!home.empty()) return home + "/.local/state/testcenter-reporter";
  return temporary_spool_dir(surroundings);
}

}  // namespace

bool is_spooled(const Config& code, const Config& command_line, const Surroundings& surroundings) {
  return named_by(Mode::spool, "spool", code, command_line, surroundings).has_value();
}

Result<Settings> resolve(const Config& code, const Config& command_line,
                         const Surroundings& surroundings) {
  if (const auto by = switched_off_by(code, command_line, surroundings)) return switched_off(*by);
  Settings settings;
  Result<std::vector<Level>> read = read_levels(code, command_line, surroundings);
  if (!read) return read.error();
  std::vector<Level>& levels = read.value();
  if (Status good = unfold_winning_url(levels); !good) return good.error();
  for (const Setting& setting : all_settings()) {
    if (Status good = apply(setting, levels, settings); !good) return good.error();
  }
  if (Status good = check_together(levels, settings); !good) return good.error();
  if (Status good = resolve_credentials(levels, settings); !good) return good.error();
  add_ci(surroundings, settings);
  if (settings.spool_dir.empty()) {
    settings.spool_dir = default_spool_dir(surroundings);
    settings.spool_fallback = temporary_spool_dir(surroundings);
  }
  settings.warnings = misspelt_variables(surroundings);
  return settings;
}

}  // namespace testcenter::config
