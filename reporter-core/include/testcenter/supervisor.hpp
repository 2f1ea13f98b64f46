#pragma once

#include <testcenter/config.hpp>
#include <testcenter/export.hpp>
#include <testcenter/model.hpp>
#include <testcenter/statistics.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace testcenter {

/// A failure, as a person finds it again.
struct SupervisedFailure {
  EventType type = EventType::fail;
  std::string test;  ///< `Suite > Case > section`
  std::string message;
  std::string file;  ///< relative to the source root; empty: unknown
  int line = 0;
};

struct SuperviseOptions {
  Config config;                     ///< on the level of a command line
  std::vector<std::string> command;  ///< the program, found along PATH, and its arguments
};

/// How a supervised command ended, and what was reported.
struct SupervisedRun {
  int exit_code = 0;  ///< as shells tell it: 127 not found, 126 not executable, 128 + signal
  int signal = 0;     ///< != 0: the command died of it
  std::string start_problem;  ///< not empty: the command could not be started

  /// False: settings said `off`, or could not be read, or another run reports what this one runs.
  bool was_reporting = false;
  std::string url;
  std::string project;
  std::string batch;
  std::int64_t report_id = 0;  ///< 0: not known

  std::uint64_t processes = 0;  ///< that reported
  std::uint64_t died = 0;       ///< of these: those that died in a test
  std::uint64_t cases = 0;
  std::uint64_t failed_cases = 0;
  std::uint64_t skipped_cases = 0;
  std::uint64_t failure_count = 0;
  std::vector<SupervisedFailure> failures;  ///< the first thousand
  Statistics counts;
  std::vector<std::string> rejections;  ///< the server's words about what it refused, the first

  Verbosity verbose = Verbosity::normal;  ///< what the settings say
  std::string problem;                    ///< why something was not sent
  std::string kept;                       ///< the folder of what was not sent; empty: all was
  std::string replay_command;             ///< what sends it, typed into a shell
};

/// Runs a command whose processes only write journals, and sends them all, live, into one report:
/// the oldest that lives first, the others wait for it. A suite stays open while the next journal
/// goes on with the same one. A process that dies gets a FATAL where it died.
///
/// INT, TERM, HUP and QUIT that somebody sends to this process are handed on to the command. Once
/// it ended, waits as long as the server makes progress, up to `stall_timeout` without any and
/// `exit_timeout` in all, and up to a minute to sum up what was not sent. That stays, and
/// `replay_journals()` sends it later, into the same report. In mode spool nothing is sent, and all
/// of it stays. Inside of the command of another one it only runs its own: the other one's report
/// has it all.
///
/// Call it from the first thread of a process that is made for it: it blocks those signals and
/// SIGCHLD, gives SIGCHLD its default action, and reaps every child, those that the command
/// orphaned included. Should others reap the command, `exit_code` is 1. What it has to say while
/// the command runs goes to stderr.
TESTCENTER_API SupervisedRun supervise(const SuperviseOptions& options);

/// Ends this process as the command ended: with its exit code, or of the same signal, without
/// leaving a core of its own.
[[noreturn]] TESTCENTER_API void end_like(const SupervisedRun& run);

}  // namespace testcenter
