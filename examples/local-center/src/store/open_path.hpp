#pragma once

#include <optional>
#include <vector>

#include "../model.hpp"

namespace local_center {

/// Throws Breach unless an element of kind `child` may stand under one of kind `parent`.
void check_parent(Kind parent, Kind child);

/// The elements of one report that still take children and events: the last one made, and what it
/// stands in. Runs from the suite to the innermost element.
class OpenPath {
 public:
  bool holds(Id run) const;

  /// Throws Breach when `run` is no longer open.
  void check_open(Id run) const;

  /// A new innermost element. Closes everything below `parent`; without a parent, everything.
  void open(std::optional<Id> parent, Id run);

  std::size_t depth() const { return runs_.size(); }

 private:
  std::vector<Id> runs_;
};

}  // namespace local_center
