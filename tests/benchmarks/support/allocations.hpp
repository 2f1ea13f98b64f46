#pragma once

#include <cstdint>

namespace testcenter::benchmarks {

/// Calls of operator new by this thread, in a program that links support/allocations.cpp.
std::uint64_t allocations_of_this_thread();

}  // namespace testcenter::benchmarks
