#pragma once

#include <testcenter/model.hpp>

#include "api/client.hpp"

#include <cstdint>
#include <vector>

namespace testcenter::sender {

/// An element of the journal, and what it is at the server.
struct Run {
  std::uint32_t element = 0;
  ElementKind kind = ElementKind::suite;
  /// 0: refused, or not made because its parent was; < 0: made, but at another server.
  api::RunId run_id = 0;

  bool is_refused() const { return run_id == 0; }
};

/// The server's open path: the only elements that take children and events. Outermost first; ids
/// grow inwards.
class RunPath {
 public:
  /// Opening below `parent` (0: the report) closes everything that is open below it.
  void leave_below(std::uint32_t parent);
  void enter(const Run& run) { runs_.push_back(run); }
  void clear() { runs_.clear(); }
  const std::vector<Run>& runs() const { return runs_; }
  /// True if another server has it, or part of it.
  bool is_elsewhere() const;

  /// The element, or if it is not open or was refused its nearest accepted ancestor; null: none.
  ///
  /// For an element X that is not on the path this is the last one with a smaller id: what is on
  /// the path and older than X was open when X was opened, so X was opened below it (opening it
  /// anywhere else would have closed that one).
  const Run* nearest(std::uint32_t element) const;

 private:
  std::vector<Run> runs_;
};

}  // namespace testcenter::sender
