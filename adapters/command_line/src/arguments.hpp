#pragma once

#include <testcenter/config.hpp>

#include <optional>
#include <string>
#include <vector>

namespace testcenter::command_line {

/// The exit code where an argument or a setting is wrong.
inline constexpr int usage_error = 2;

enum class Subcommand { replay, run, check };

/// What stands on the command line.
struct Arguments {
  Subcommand subcommand = Subcommand::check;
  Config config;
  bool json = false;
  bool dry_run = false;              ///< of replay
  std::vector<std::string> paths;    ///< of replay
  std::string output;                ///< of run: a file for the JSON
  std::vector<std::string> command;  ///< of run: what stands behind `--`
};

/// Nothing: there is nothing to do but to end with `exit_code`; what had to be said was said.
std::optional<Arguments> read_arguments(int argc, char** argv, int& exit_code);

}  // namespace testcenter::command_line
