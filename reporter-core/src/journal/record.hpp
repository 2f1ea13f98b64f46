#pragma once

#include <testcenter/model.hpp>

#include "journal/format.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testcenter::journal {

/// A text field: the bytes kept, and how long the text was.
struct TextField {
  std::string_view text;
  std::uint64_t full_size = 0;
};

struct Place {
  std::string_view file;
  std::int32_t line = 0;
};

/// In a Crash record, instead of a signal: AddressSanitizer ended the process.
inline constexpr int by_a_sanitizer = 0;

/// A record, decoded. Views point into the journal and live as long as its mapping.
struct Record {
  std::uint64_t offset = 0;  ///< where it begins
  std::uint64_t end = 0;     ///< where the next begins
  RecordKind kind = RecordKind::event;
  std::uint32_t element = 0;
  std::uint32_t parent = 0;
  std::uint64_t time = 0;

  ElementKind element_kind = ElementKind::suite;  ///< of an open
  std::int64_t run_id = 0;                        ///< of an open; 0: not made yet; < 0: see Reader
  TextField name, summary, description;

  EventType event_type = EventType::log;
  bool closes = false;        ///< of an event: its element ends with it
  TextField message, detail;  ///< the message may have to be made: message_of()
  std::optional<std::chrono::microseconds> passed_in;  ///< instead of a message
  Place location;
  bool has_known_file = false;  ///< the location's file stands in an earlier record
  std::vector<Place> trace;

  bool has_file = false;
  FileRole file_role = FileRole::attachment;
  std::string_view file_path, file_name, mime_type;
  TextField reference;

  std::uint32_t dropped = 0;  ///< of a finish: results that had no room
  int signal = 0;             ///< of a crash; or by_a_sanitizer
};

/// True if Test Center counts it as a failure: FAIL, XPASS, ERROR and FATAL.
inline bool is_failure(EventType type) {
  return type == EventType::fail || type == EventType::xpass || type == EventType::error ||
         type == EventType::fatal;
}

/// Of an event: the text that the test gave, or the words of one that has none: `Passed in 12 ms`.
std::string message_of(const Record& event);

}  // namespace testcenter::journal
