#pragma once

#include <map>
#include <string>
#include <vector>

namespace testcenter::test {

using Environment = std::map<std::string, std::string>;

/// How a program ended, and what it said.
struct ProgramRun {
  int exit_code = 0;  ///< -N: killed by signal N
  std::string output;
  std::string errors;
};

/// Runs a program to its end. It sees the variables given, and of ours only those that programs
/// need to run at all: none that a CI system or a user's settings would bring.
ProgramRun run_program(const std::vector<std::string>& words, const Environment& environment);

}  // namespace testcenter::test
