#include <testcenter/replay.hpp>

#include "commands.hpp"
#include "json.hpp"
#include "progress_bar.hpp"
#include "words.hpp"

#include <atomic>
#include <csignal>
#include <iostream>

namespace testcenter::command_line {
namespace {

using State = ReplayedJournal::State;

constexpr int something_is_left = 1;
constexpr int settings_are_wrong = 2;

std::atomic<bool> should_stop{false};

extern "C" void stop(int) { should_stop = true; }

std::string line_about(const ReplayedJournal& journal) {
  const std::string report =
      journal.report_id != 0 ? "report " + std::to_string(journal.report_id) : "a report";
  const std::string target = " to " + journal.url + ", project " + journal.project;
  switch (journal.state) {
    case State::sent: {
      const std::string how =
          journal.was_reopened ? "sent, in elements made anew, as " : "sent as ";
      return how + report + target + ": " + account(journal.counts);
    }
    case State::waiting:
      return "would send " + counted(journal.counts.pending, "result") + target;
    case State::kept:
      return "kept, " + counted(journal.counts.pending, "result") + " left: " + journal.problem;
    case State::locked:
      return "left alone: " + journal.problem;
    case State::gone:
      return "gone: another process deleted it meanwhile";
    case State::unreadable:
      break;
  }
  return "cannot be read: " + journal.problem;
}

void print(const ReplayResult& result, bool is_dry_run) {
  for (const ReplayedJournal& journal : result.journals) {
    std::cout << harmless(journal.path) << "\n  " << harmless(line_about(journal)) << "\n";
  }
  for (const std::string& rejection : result.rejections) {
    std::cout << "the server refused " << harmless(rejection) << "\n";
  }
  if (result.journals.empty()) {
    std::cout << "there is nothing to send" << std::endl;
    return;
  }
  std::cout << counted(result.journals.size(), "journal") << ", "
            << (is_dry_run ? counted(result.total.pending, "result") + " to send"
                           : account(result.total))
            << std::endl;
}

}  // namespace

int replay_command(const Arguments& arguments) {
  for (const int request : {SIGINT, SIGTERM}) static_cast<void>(std::signal(request, stop));
  ReplayOptions options;
  options.config = arguments.config;
  options.paths = arguments.paths;
  options.dry_run = arguments.dry_run;
  options.stop = &should_stop;
  Result<ReplayResult> result = Error{};
  {
    ProgressBar bar(!arguments.json && !arguments.dry_run);
    options.on_progress = [&bar](const ReplayProgress& progress) { bar.show(progress); };
    result = replay_journals(options);
  }
  if (!result) {
    if (arguments.json) std::cout << json_of_error(result.error().message) << std::endl;
    std::cerr << "testcenter-reporter: " << harmless(result.error().message) << std::endl;
    return settings_are_wrong;
  }
  if (arguments.json) {
    std::cout << json_of(result.value(), arguments.dry_run) << std::endl;
  } else {
    print(result.value(), arguments.dry_run);
  }
  return arguments.dry_run || result->is_complete() ? 0 : something_is_left;
}

}  // namespace testcenter::command_line
