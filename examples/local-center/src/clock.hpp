#pragma once

#include <cstdint>
#include <string>

namespace local_center {

/// Milliseconds since 1970.
std::int64_t now_ms();

/// "2031-01-31 14:05:09 UTC".
std::string utc_text(std::int64_t ms);

}  // namespace local_center
