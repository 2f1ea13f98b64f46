#pragma once

#include <testcenter/statistics.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace testcenter::command_line {

/// 1234567 as `1,234,567`.
std::string grouped(std::uint64_t number);

/// `1 journal`, `2 journals`.
std::string counted(std::uint64_t number, const std::string& thing);

/// `12 results: 10 acknowledged, 1 pending, 1 rejected, 0 dropped; 2 possibly sent twice`
std::string account(const Statistics& counts);

/// What others wrote, on one line: nothing in it moves a terminal's cursor.
std::string harmless(std::string_view text);

/// Seconds since 1970 (here as ns) as `2026-01-31 23:59:59`, UTC; empty for 0.
std::string time_text(std::uint64_t ns);

}  // namespace testcenter::command_line
