#pragma once

#include "../model.hpp"

#include <optional>
#include <vector>

namespace local_center {

/// Throws Breach unless an element of kind `child` may stand under one of kind `parent`.
void check_parent(Kind parent, Kind child);

/// The elements of one report that still take children and events: the last one made, and what it
/// stands in. Runs from the suite to the innermost element.
class OpenPath {
 public:
  /// Throws Breach when `run` is no longer open.
  void check_open(Id run) const;

  /// A new innermost element. Closes everything below `parent`; without a parent, everything.
  void open(std::optional<Id> parent, Id run);

  /// 1 for the suite; 0 for what is not open.
  std::size_t depth_of(Id run) const;

 private:
  std::vector<Id> runs_;
};

}  // namespace local_center
