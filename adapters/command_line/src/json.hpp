#pragma once

#include <testcenter/check.hpp>
#include <testcenter/replay.hpp>
#include <testcenter/supervisor.hpp>

#include <string>

/// The output of --json: one object on one line. docs/command-line.md names its members.
namespace testcenter::command_line {

std::string json_of(const ReplayResult& result, bool is_dry_run);
std::string json_of(const SupervisedRun& run);
std::string json_of(const CheckResult& result);
std::string json_of_error(const std::string& error);

}  // namespace testcenter::command_line
