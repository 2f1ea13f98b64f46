#pragma once

#include <testcenter/result.hpp>

#include "replay/process_watch.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace testcenter::replay {

/// The command under a supervisor, and the signals that come while it runs. POSIX.
///
/// From its making on, INT, TERM, HUP, QUIT and CHLD are blocked in the calling thread (and in
/// those that it starts), and CHLD has its default action; this process becomes the parent of what
/// the command orphans.
class Command {
 public:
  explicit Command(ProcessWatch& watch);

  /// Starts the program with the signal mask that this process had, and with these variables on
  /// top of its environment. `exit_code`: what shells say where it fails: 127 or 126.
  Status start(const std::vector<std::string>& command,
               const std::map<std::string, std::string>& variables, int& exit_code);

  /// Waits for a signal, at most that long: hands it on, or reaps. True if it was one that asks
  /// this process to end.
  bool wait(std::chrono::milliseconds at_most);

  /// How the command ended, once it did; waitpid()'s status.
  std::optional<int> status() const { return status_; }
  /// True: it ended, and somebody else reaped it. How it ended cannot be known.
  bool is_lost() const { return is_lost_; }

 private:
  void reap();
  void hand_on(int signal) const;

  ProcessWatch& watch_;
  int pid_ = 0;
  std::optional<int> status_;
  bool is_lost_ = false;
};

}  // namespace testcenter::replay
