#pragma once

#include <chrono>
#include <ctime>
#include <optional>
#include <string>

namespace testcenter::http {

/// The longest wait that an answer can ask for.
constexpr std::chrono::hours longest_retry_after{24};

/// The value of a Retry-After header: seconds or a date, which is taken against `now` (the answer's
/// own Date where it has one, so that two clocks need not agree). Nothing if it is neither; a date
/// in the past is 0.
std::optional<std::chrono::milliseconds> parse_retry_after(const std::string& value,
                                                           std::time_t now);

/// An HTTP date. Nothing if it is none.
std::optional<std::time_t> parse_date(const std::string& value);

}  // namespace testcenter::http
