#pragma once

#include "support/program/program.hpp"
#include "support/temporary_folder.hpp"

#include <nlohmann/json.hpp>

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace testcenter::test {

/// Runs testcenter-reporter with settings of its own and a spool folder that goes with it.
class ReporterProgram {
 public:
  explicit ReporterProgram(const std::string& url = {});

  ReporterProgram& set(const std::string& name, const std::string& value) {
    environment_[name] = value;
    return *this;
  }

  ProgramRun run(const std::vector<std::string>& arguments) const;
  /// The same with --json, which has to be the last line of its output.
  nlohmann::json json(const std::vector<std::string>& arguments) const;
  /// `run -- COMMAND...`
  ProgramRun supervise(const std::vector<std::string>& command) const;
  /// Another program, with the same settings.
  ProgramRun other(const std::vector<std::string>& command) const {
    return run_program(command, environment_);
  }

  std::string spool() const { return folder_.path("spool"); }
  /// What lies in the spool folder, by name.
  std::vector<std::string> kept() const;
  const TemporaryFolder& folder() const { return folder_; }
  const std::map<std::string, std::string>& environment() const { return environment_; }

 private:
  TemporaryFolder folder_;
  std::map<std::string, std::string> environment_;
};

/// A program that runs beside the test. It is killed with the test. `ignored`: a signal that it is
/// started with ignored.
class RunningProgram {
 public:
  RunningProgram(const std::vector<std::string>& command,
                 const std::map<std::string, std::string>& environment, int ignored = 0);
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  pid_t pid() const { return pid_; }
  /// The next line of its output; empty at the end.
  std::string read_line();
  void signal(int number) const;
  /// True once it ended; wait() then tells how.
  bool has_ended();
  /// Its exit code, or -N: killed by signal N.
  int wait();

 private:
  bool wait(int options);

  pid_t pid_ = -1;
  int out_ = -1;
  int exit_code_ = 0;
};

/// accepted = acknowledged + pending + rejected + dropped.
bool adds_up(const nlohmann::json& counts);

}  // namespace testcenter::test
