#pragma once

#include <ctime>
#include <string>

namespace testcenter {

/// As `20260131T235959Z`; from 1970 on. Not by gmtime_r(), which reads the machine's time zone
/// first: eight system calls.
std::string utc_text(std::time_t time);

}  // namespace testcenter
