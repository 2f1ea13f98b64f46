#pragma once

#include <atomic>
#include <cstdint>

/// Knows, without a system call, whether this process is still the one that asked. POSIX.
namespace testcenter::fork_guard {

/// The name of this process: never 0, another one in a forked child. Any thread.
std::uint64_t current();

using Word = std::atomic<std::uint64_t>;

/// Holds the name of this process, if it is the one that asked; null before anybody did.
extern std::atomic<Word*> this_process;

/// False in a forked child of the process that `owner` was current() in. Two memory loads.
inline bool is_current(std::uint64_t owner) {
  const Word* const word = this_process.load(std::memory_order_acquire);
  return word != nullptr && word->load(std::memory_order_relaxed) == owner;
}

/// Runs `handler` in each forked child, first thing. Async-signal-safe work only.
void on_fork(void (*handler)());

}  // namespace testcenter::fork_guard
