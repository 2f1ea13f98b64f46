#pragma once

#include <cstdint>

namespace testcenter {

/// Counts of one run. A *result* is an element (suite, case, section …) or an event.
/// Always: accepted = acknowledged + pending + rejected + dropped.
struct Statistics {
  std::uint64_t accepted = 0;      ///< results handed to the Reporter
  std::uint64_t acknowledged = 0;  ///< results the server took
  std::uint64_t pending = 0;       ///< results in the journal that the server has not judged yet
  std::uint64_t rejected = 0;      ///< results the server refused
  std::uint64_t dropped = 0;  ///< results beyond the journal's limit, the one at which the disk
                              ///< failed, or without an element

  std::uint64_t elements = 0;             ///< of the accepted: elements
  std::uint64_t events = 0;               ///< of the accepted: events
  std::uint64_t failures = 0;             ///< of the events: FAIL, XPASS, ERROR and FATAL
  std::uint64_t possible_duplicates = 0;  ///< results sent again after an unknown outcome
  std::uint64_t requests = 0;             ///< requests that were tried
  std::uint64_t retries = 0;              ///< of the requests: those that repeated one
  std::uint64_t rerouted =
      0;  ///< results given to an ancestor: their element was refused or closed
};

}  // namespace testcenter
