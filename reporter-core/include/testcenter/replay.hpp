#pragma once

#include <testcenter/config.hpp>
#include <testcenter/export.hpp>
#include <testcenter/result.hpp>
#include <testcenter/statistics.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace testcenter {

/// A journal, and what became of it.
struct ReplayedJournal {
  enum class State : std::uint8_t {
    sent,        ///< the server judged all of it; it is deleted
    kept,        ///< something is left; `problem` says why
    locked,      ///< its process lives, or somebody else sends it
    unreadable,  ///< it is no journal, or damaged from the start; `problem` says why
    waiting,     ///< of a dry run: it would be sent
    gone,        ///< another process deleted it meanwhile, as who sent all of it does
  };
  State state = State::waiting;
  std::string path;
  std::string program;
  std::uint64_t started = 0;  ///< ns since 1970-01-01 UTC; 0: unknown
  std::string url;            ///< where it goes
  std::string project;
  std::string batch;
  std::int64_t report_id = 0;  ///< 0: not known
  Statistics counts;           ///< of what was left to send
  /// Sending had been interrupted in elements that took no more results: they were made again.
  bool was_reopened = false;
  std::string problem;
};

struct ReplayProgress {
  std::uint64_t judged = 0;  ///< results
  std::uint64_t total = 0;
  std::string problem;  ///< what the server last said while it is not well
};

struct ReplayOptions {
  /// On the level of a command line. A journal goes to the server in its own header unless
  /// settings name one, and so it is with a report id, but for what was begun in another report:
  /// that goes on there. Project, batch and labels are always its own. Credentials, TLS, proxy and
  /// timeouts are those of the settings.
  Config config;
  /// Journals, and folders with journals; none: the spool folder of the settings. Folders that
  /// `supervise()` left are found in them and go into one report each, as journals of one do that
  /// are named.
  std::vector<std::string> paths;
  bool dry_run = false;
  /// Called by the calling thread, a few times a second; not where the settings say `quiet`. May be
  /// empty.
  std::function<void(const ReplayProgress&)> on_progress;
  /// Another thread, or a signal handler, sets it to end early. May be null.
  const std::atomic<bool>* stop = nullptr;
};

struct ReplayResult {
  std::vector<ReplayedJournal> journals;  ///< as they began; `started` unknown: last
  std::vector<std::string> rejections;    ///< the server's words about what it refused, the first
  Statistics total;

  /// True if nothing is left: each journal was sent, here or by another process.
  TESTCENTER_API bool is_complete() const;
};

/// Sends journals whose processes are gone, in the order in which they began, each into its own
/// report; deletes each, and the files beside it, once the server judged all of it. A run that did
/// not finish is closed with a FATAL. Gives up a server as reporters do: after `stall_timeout`
/// without any progress. An error in the settings, and a path that does not exist, are the
/// answer's: then nothing was sent.
///
/// One thread. Two processes may replay the same folder: each journal is locked.
TESTCENTER_API Result<ReplayResult> replay_journals(const ReplayOptions& options);

}  // namespace testcenter
