#pragma once

#include "journal/reader.hpp"

#include <string>
#include <vector>

namespace testcenter::test {

/// What a journal holds, a line a record, as tests like to compare it:
///
///   suite 1 in 0: name
///   PASS 1: message
///   close 1
///   crash 11
///   finish
///
/// An event that closes its element makes two lines. A last line `corrupt` stands for a record that
/// cannot be right.
inline std::vector<std::string> told(journal::Region region) {
  static const char* const elements[] = {"?",        "suite", "case",   "feature",
                                         "scenario", "step",  "section"};
  static const char* const events[] = {"?",     "PASS",  "XPASS", "FAIL",    "XFAIL",     "WARNING",
                                       "ERROR", "FATAL", "LOG",   "SKIPPED", "ATTACHMENT"};
  std::vector<std::string> lines;
  journal::Reader reader(region);
  journal::Record record;
  auto state = reader.next(record);
  for (; state == journal::Reader::State::record; state = reader.next(record)) {
    const std::string element = " " + std::to_string(record.element);
    switch (record.kind) {
      case journal::RecordKind::open:
        lines.push_back(elements[static_cast<int>(record.element_kind)] + element + " in " +
                        std::to_string(record.parent) + ": " + std::string(record.name.text));
        break;
      case journal::RecordKind::event:
        lines.push_back(events[static_cast<int>(record.event_type)] + element + ": " +
                        message_of(record));
        if (record.closes) lines.push_back("close" + element);
        break;
      case journal::RecordKind::close:
        lines.push_back("close" + element);
        break;
      case journal::RecordKind::crash:
        lines.push_back("crash " + std::to_string(record.signal));
        break;
      case journal::RecordKind::finish:
        lines.push_back("finish");
        break;
    }
  }
  if (state == journal::Reader::State::corrupt) lines.push_back("corrupt");
  return lines;
}

}  // namespace testcenter::test
