#pragma once

#include "mutate.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace testcenter::test {

/// An input of fuzz-replay: a byte of flags, then journals, each of which begins with the magic
/// bytes that all of them begin with.
struct Journals {
  enum Flag : std::uint8_t {
    has_anchor = 1,        ///< the first one is a supervisor's
    refuses_elements = 2,  ///< the server, every third one
    refuses_events = 4,    ///< the server, every third list of them
    refuses_later = 8,     ///< the server, from the tenth request on
    has_files = 16,        ///< beside the journals, of their events
  };
  std::uint8_t flags = 0;
  std::vector<Bytes> each;

  bool has(Flag flag) const { return (flags & flag) != 0; }
};

inline constexpr std::size_t most_journals = 4;

Journals take_apart(const std::uint8_t* data, std::size_t size);
Bytes put_together(const Journals& journals);

/// One change: of the flags, of a journal (see mutate()), or of which ones there are.
Journals mutate(Journals journals, std::size_t most, unsigned seed);

}  // namespace testcenter::test
