#pragma once

#include <cstdint>
#include <string>

namespace testcenter {

/// `20261128T050734Z`, of seconds since 1970 without leap seconds; a time that is not in the years
/// 1970 to 9999 is moved there. As gmtime_r() has it, which would read the time zone's file first:
/// in glibc seven system calls.
std::string utc_stamp(std::int64_t seconds);

}  // namespace testcenter
