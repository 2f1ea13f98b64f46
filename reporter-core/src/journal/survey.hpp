#pragma once

#include "journal/header.hpp"
#include "journal/reader.hpp"

#include <cstdint>
#include <string>

namespace testcenter::journal {

/// What a journal holds, as far as it can be read. A result is an open or an event.
struct Survey {
  std::uint64_t elements = 0;
  std::uint64_t events = 0;
  std::uint64_t failures = 0;  ///< of the events: FAIL, XPASS, ERROR and FATAL
  std::uint64_t judged = 0;    ///< of all results: those before the acknowledged mark
  std::uint64_t dropped = 0;   ///< besides, as its finish says: results that had no room
  bool is_finished = false;    ///< its run ended by itself

  std::uint64_t results() const { return elements + events; }
  std::uint64_t left() const { return results() - judged; }
};

/// Reads all records. Fails if the acknowledged mark is not where a record begins or ends. The
/// error is the end of a sentence that begins with the file.
Result<Survey> survey(Region region, const Header& header);

/// The name of the first suite, if it is the first record that is there; empty: there is none yet.
std::string first_suite(Region region, const Header& header);

}  // namespace testcenter::journal
