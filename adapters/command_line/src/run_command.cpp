#include <testcenter/supervisor.hpp>

#include "commands.hpp"
#include "json.hpp"
#include "words.hpp"

#include <csignal>
#include <cstddef>
#include <cstdio>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

namespace testcenter::command_line {
namespace {

constexpr std::size_t most_failures_shown = 50;

void add_failures(std::ostream& out, const SupervisedRun& run) {
  std::size_t shown = 0;
  for (const SupervisedFailure& failure : run.failures) {
    if (shown++ == most_failures_shown) break;
    out << "  " << name_of(failure.type) << "  " << harmless(failure.test);
    if (!failure.file.empty()) out << "  " << harmless(failure.file) << ":" << failure.line;
    out << "  " << harmless(failure.message) << "\n";
  }
  if (run.failure_count > most_failures_shown) {
    out << "  ... and " << grouped(run.failure_count - most_failures_shown) << " more\n";
  }
}

void add_outcome(std::ostream& out, const SupervisedRun& run) {
  out << "testcenter: " << account(run.counts);
  if (run.report_id != 0) out << "; report " << run.report_id;
  out << " at " << run.url << ", project " << harmless(run.project) << "\n";
  for (const std::string& rejection : run.rejections) {
    out << "testcenter: the server refused " << harmless(rejection) << "\n";
  }
  if (run.kept.empty()) return;
  if (!run.problem.empty())
    out << "testcenter: not all was sent: " << harmless(run.problem) << "\n";
  out << "testcenter: what is left is kept; it is sent by: " << run.replay_command << "\n";
}

std::string summary(const SupervisedRun& run) {
  std::ostringstream out;
  out << "testcenter: " << counted(run.cases, "case") << " in " << counted(run.processes, "process")
      << ": " << grouped(run.failed_cases) << " failed, " << grouped(run.skipped_cases)
      << " skipped";
  if (run.died != 0) out << ", " << counted(run.died, "process") << " died";
  out << "\n";
  if (run.processes == 0) {
    out << "testcenter: no process reported: is an adapter linked to what the command runs?\n";
  }
  add_failures(out, run);
  add_outcome(out, run);
  return out.str();
}

/// Else something is an error, which is said however quiet the run is to be.
bool is_all_reported(const SupervisedRun& run) {
  return run.kept.empty() && run.counts.rejected == 0 && run.counts.dropped == 0;
}

void cannot_write(const Arguments& arguments) {
  std::cerr << "testcenter-reporter: cannot write " << arguments.output << std::endl;
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// The command does not inherit it. Null if none is named.
File open_output(const std::string& path) { return {std::fopen(path.c_str(), "we"), std::fclose}; }

void write_json(const Arguments& arguments, File file, const SupervisedRun& run) {
  const std::string line = json_of(run) + "\n";
  if (file == nullptr) {
    std::cout << line << std::flush;
    return;
  }
  const bool is_taken = std::fputs(line.c_str(), file.get()) >= 0;
  const bool is_written = std::fclose(file.release()) == 0;
  if (!is_taken || !is_written) cannot_write(arguments);
}

}  // namespace

int run_command(const Arguments& arguments) {
  File file = open_output(arguments.output);
  if (file == nullptr && !arguments.output.empty()) {
    cannot_write(arguments);
    return usage_error;
  }
  SuperviseOptions options;
  options.config = arguments.config;
  options.command = arguments.command;
  const SupervisedRun run = supervise(options);
  // Whoever read the command's output may be gone by now: its exit code stays what it is.
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  if (!run.start_problem.empty()) {
    std::cerr << "testcenter-reporter: " << harmless(run.start_problem) << std::endl;
  }
  const bool is_quiet = run.verbose == Verbosity::quiet && is_all_reported(run);
  if (run.was_reporting && run.start_problem.empty() && !is_quiet) {
    std::cerr << summary(run) << std::flush;
  }
  if (arguments.json || !arguments.output.empty()) write_json(arguments, std::move(file), run);
  end_like(run);
}

}  // namespace testcenter::command_line
