#pragma once

#include "journal/record.hpp"

#include <cstdint>
#include <vector>

namespace testcenter::sender {

/// Where in its tree the writer is, as its records tell: what a FATAL needs should it die there.
/// (At the server an element stays open until another takes its place; see RunPath.)
class Whereabouts {
 public:
  /// Each record, in order; the last one may be taken again.
  void take(const journal::Record& record);

  /// The innermost element that was not closed, else the last suite; 0: there was none.
  std::uint32_t innermost() const { return open_.empty() ? last_suite_ : open_.back(); }
  /// Offset of the last event; 0: there was none.
  std::uint64_t last_event() const { return last_event_; }
  /// Of the last Crash record; 0: there was none.
  int signal() const { return signal_; }
  /// True if nothing was opened since that record: its FATAL is the last word.
  bool died_here() const { return died_here_; }

 private:
  void leave_below(std::uint32_t element);

  std::vector<std::uint32_t> open_;  // outermost first; ids grow inwards
  std::uint32_t last_suite_ = 0;
  std::uint64_t last_event_ = 0;
  int signal_ = 0;
  bool died_here_ = false;
};

}  // namespace testcenter::sender
