#pragma once

#include <cstdint>

/// How often this thread asked for memory; counted in this whole program.
std::uint64_t allocations_of_this_thread();
