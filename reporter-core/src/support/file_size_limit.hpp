#pragma once

#include <cstdint>

namespace testcenter {

/// How many bytes this process may put into a file (`ulimit -f`). To go beyond is answered by
/// SIGXFSZ, which kills a program that does not expect it; so ask before. One system call. POSIX.
std::uint64_t largest_file();

}  // namespace testcenter
