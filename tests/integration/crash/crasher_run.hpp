#pragma once

#include "support/program/program.hpp"
#include "support/temporary_folder.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace testcenter::test {

/// Runs the crasher in a folder of its own, where its cores go as well.
class Crasher {
 public:
  using Environment = std::map<std::string, std::string>;

  explicit Crasher(std::string program = CRASHER_PROGRAM) : program_(std::move(program)) {}

  ProgramRun run(const std::vector<std::string>& arguments, Environment environment) const;
  ProgramRun run_without_us(const std::vector<std::string>& arguments,
                            Environment environment = {}) const {
    environment["TESTCENTER_MODE"] = "off";
    return run(arguments, environment);
  }

  /// Paths of the journals that were kept, and of the folders of files beside them.
  std::vector<std::string> kept() const;

 private:
  std::string program_;
  TemporaryFolder folder_;
};

/// What is not the same in two runs of one program: how long a test took.
std::string without_times(const std::string& output);

/// What a journal holds; see told().
std::vector<std::string> told_by(const std::string& journal);

}  // namespace testcenter::test
