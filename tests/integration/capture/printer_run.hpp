#pragma once

#include "support/temporary_folder.hpp"

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace testcenter::test {

/// What a program's stdout and stderr are.
enum class Console {
  two_pipes,
  one_pipe,
  file,
  terminal,  ///< both
};

using Environment = std::map<std::string, std::string>;

/// How a program ended, and what arrived on its console.
struct Printed {
  int exit_code = 0;  ///< -N: killed by signal N
  std::string out;    ///< of both where they are one
  std::string err;
};

/// A program that runs, with a pipe as its stdin. What it prints is read until nobody holds its
/// console any more. One that takes longer than a minute is killed and counts as a failed test.
class Running {
 public:
  Running(const std::vector<std::string>& command, const Environment& environment, Console console);
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// False if the console ends before.
  bool wait_for_output(const std::string& text);
  /// One `await` of the printer's is over.
  void go_on() const;
  /// Its console may be held by others then.
  bool wait_for_exit() const;
  Printed wait();
  /// Nobody reads stdout any more.
  void close_stdout();

 private:
  /// False at the end of all.
  bool read_some();
  bool is_file_closed() const;

  TemporaryFolder folder_;
  pid_t child_ = -1;
  int input_ = -1;
  int out_ = -1;
  int err_ = -1;
  int closings_ = -1;
  bool is_file_ = false;
  Printed printed_;
};

/// Runs of the printer with a spool folder of their own.
class PrinterRuns {
 public:
  using Script = std::vector<std::string>;

  Environment environment(const std::string& capture) const;
  Printed run(const std::string& capture, const Script& script,
              Console console = Console::two_pipes) const;
  static std::vector<std::string> command(const Script& script);

  /// Everything attached: "case/name" -> content, of all runs.
  std::map<std::string, std::string> attached() const;
  /// "WARNING: ..." and so on: the messages of all events but attachments and endings.
  std::vector<std::string> events() const;

  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
};

}  // namespace testcenter::test
