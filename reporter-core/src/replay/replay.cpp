#include <testcenter/replay.hpp>

#include "config/settings.hpp"
#include "destination/destination.hpp"
#include "replay/groups.hpp"
#include "replay/replayer.hpp"
#include "support/console.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace testcenter {
namespace {

/// Those of the settings that are there: a folder that nobody made yet holds nothing.
std::vector<std::string> spool_folders(const config::Settings& settings) {
  std::vector<std::string> folders;
  for (const std::string& folder : {settings.spool_dir, settings.spool_fallback}) {
    std::error_code unknown;
    const bool is_there = !folder.empty() && std::filesystem::is_directory(folder, unknown);
    if (is_there) folders.push_back(folder);
  }
  return folders;
}

}  // namespace

bool ReplayResult::is_complete() const {
  return std::all_of(journals.begin(), journals.end(), [](const ReplayedJournal& journal) {
    using State = ReplayedJournal::State;
    return journal.state == State::sent || journal.state == State::gone;
  });
}

Result<ReplayResult> replay_journals(const ReplayOptions& options) {
  Config config = options.config;
  config.mode = Mode::live;  // that journals were written in another mode does not matter now
  Result<config::Settings> settings =
      config::resolve({}, config, config::Surroundings::of_this_process());
  if (!settings) return settings.error();
  if (settings->verbose != Verbosity::quiet) {
    for (const std::string& warning : settings->warnings) console::say(warning);
  }
  const auto groups =
      replay::find_groups(options.paths.empty() ? spool_folders(settings.value()) : options.paths);
  if (!groups) return groups.error();
  ReplayOptions wanted = options;
  if (settings->verbose == Verbosity::quiet) wanted.on_progress = nullptr;
  replay::Replayer replayer(settings.value(), wanted, destination::connect);
  return replayer.send(groups.value());
}

}  // namespace testcenter
