#pragma once

#include "support/cores.hpp"

#include <functional>
#include <string>
#include <vector>

namespace testcenter::benchmarks {

/// How a process of its own came out.
struct ChildResult {
  std::vector<double> figures;  ///< what it said
  double gone_at = 0;           ///< when it was gone, see seconds_now()
  double cpu = 0;               ///< user and system, of all its threads
};

/// Runs `body` in a forked process that then exits as programs do. `body` gets a function to say a
/// figure with. Ends the program if the child fails. Only while this process has one thread.
ChildResult in_child(const std::function<void(const std::function<void(double)>& say)>& body);

/// As an output: a pipe that another process reads.
inline constexpr const char* into_pipe = "|";

/// Runs a program with more environment, its output in the file `output`, on the cores given, else
/// on this thread's; who reads its output runs where this process does. It says its figures into
/// the file descriptor that BENCHMARK_FIGURES names, as doubles.
ChildResult run_program(const std::vector<std::string>& command,
                        const std::vector<std::string>& environment, const std::string& output,
                        const std::vector<int>& on_cores = cores());

}  // namespace testcenter::benchmarks
