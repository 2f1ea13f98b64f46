#pragma once

#include <map>
#include <string>
#include <vector>

namespace testcenter::test {

/// How a program ended, and what it said.
struct ProgramRun {
  int exit_code = 0;  ///< -N: killed by signal N
  bool dumped_core = false;
  std::string out;
  std::string err;
};

/// Runs a program to its end in an environment that holds nothing of ours but `environment`
/// (TESTCENTER_* and the variables of CI systems are taken out). One that does not end within a
/// minute is killed and counts as a failed test. `folder`: where it works; empty: here.
ProgramRun run_program(const std::vector<std::string>& command,
                       const std::map<std::string, std::string>& environment,
                       const std::string& folder = {});

}  // namespace testcenter::test
