#pragma once

#include <cstddef>
#include <string>

/// What the actor sees of its own process.
namespace testcenter::test {

/// One that was joined is seen for some us more: waits for no more than `most`, at most a while.
std::ptrdiff_t threads_that_stay(std::ptrdiff_t most);

/// How many of this process' descriptors are journals. Async-signal-safe.
int open_journals();

/// What a program may have set, for all of itself or for the calling thread.
std::string surroundings();

/// As a test does that looks for leaks; and how many threads of ours hold a file called `marker`.
void count_descriptors();

}  // namespace testcenter::test
