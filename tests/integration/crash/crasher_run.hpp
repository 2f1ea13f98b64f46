#pragma once

#include "support/program/program.hpp"
#include "support/temporary_folder.hpp"

#include <map>
#include <string>
#include <vector>

namespace testcenter::test {

/// Runs the crasher in a folder of its own, where its cores go as well.
class Crasher {
 public:
  using Environment = std::map<std::string, std::string>;

  ProgramRun run(const std::vector<std::string>& arguments, Environment environment) const;
  ProgramRun run_without_us(const std::vector<std::string>& arguments) const {
    return run(arguments, {{"TESTCENTER_MODE", "off"}});
  }

  /// Paths of the journals that were kept, and of the folders of files beside them.
  std::vector<std::string> kept() const;

 private:
  TemporaryFolder folder_;
};

/// What is not the same in two runs of one program: how long a test took.
std::string without_times(const std::string& output);

/// What a journal holds; see told().
std::vector<std::string> told_by(const std::string& journal);

}  // namespace testcenter::test
