#pragma once

#include "arguments.hpp"

namespace testcenter::command_line {

/// Each does its part and returns the exit code.
int replay_command(const Arguments& arguments);
int check_command(const Arguments& arguments);
/// Ends as the command ended, and so returns only if it cannot run it.
int run_command(const Arguments& arguments);

}  // namespace testcenter::command_line
