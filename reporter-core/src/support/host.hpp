#pragma once

#include <cstdint>
#include <string>

/// Where and what we are. POSIX.
namespace testcenter::host {

std::string name();
/// The file name of this program.
std::string program();
std::uint64_t process_id();

}  // namespace testcenter::host
