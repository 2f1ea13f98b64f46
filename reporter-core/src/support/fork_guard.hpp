#pragma once

#include <cstdint>

/// Knows, without a system call, whether this process is still the one that asked. POSIX.
namespace testcenter::fork_guard {

/// The name of this process: never 0, another one in a forked child. Any thread.
std::uint64_t current();

/// False in a forked child of the process that `owner` was current() in. A memory load.
bool is_current(std::uint64_t owner);

/// Runs `handler` in each forked child, first thing. Async-signal-safe work only.
void on_fork(void (*handler)());

}  // namespace testcenter::fork_guard
