#pragma once

#include <testcenter/result.hpp>

#include "journal/run_info.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace testcenter::journal {

/// The beginning of a journal that somebody else wrote, checked.
struct Header {
  std::uint64_t started = 0;  ///< ns since 1970-01-01 UTC
  std::uint32_t pid = 0;
  std::uint64_t records_begin = 0;
  std::uint64_t acknowledged = 0;  ///< from records_begin to the end of the file
  std::uint64_t in_flight = 0;     ///< not below acknowledged
  std::int64_t report_id = 0;      ///< at the server; 0: not known yet
  std::uint16_t troubles = 0;      ///< replays that ended at this journal, server in trouble
  std::uint16_t server = 0;        ///< that its ids are of: see FileHeader
  RunInfo info;
};

/// Tells one server from another; never 0.
std::uint16_t server_mark(std::string_view url);

/// True if nothing was written there yet: its writer was stopped before its first act.
bool is_blank(const std::byte* base, std::uint64_t size);

/// `size`: how much of it may be touched. The error is the end of a sentence that begins with the
/// file: "is no journal".
Result<Header> read_header(const std::byte* base, std::uint64_t size);

}  // namespace testcenter::journal
