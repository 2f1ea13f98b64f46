#include "open_path.hpp"

#include "../breach.hpp"

#include <algorithm>
#include <string>

namespace local_center {
namespace {

/// Which parents the API allows, in words; empty where any element will do.
std::string allowed_parents(Kind child) {
  switch (child) {
    case Kind::suite:
      return "nothing";
    case Kind::test_case:
      return "a suite";
    case Kind::feature:
      return "a suite or a case";
    case Kind::scenario:
      return "a feature";
    case Kind::step:
      return "a scenario";
    case Kind::section:
      return {};
  }
  return {};
}

bool may_hold(Kind parent, Kind child) {
  switch (child) {
    case Kind::suite:
      return false;
    case Kind::test_case:
      return parent == Kind::suite;
    case Kind::feature:
      return parent == Kind::suite || parent == Kind::test_case;
    case Kind::scenario:
      return parent == Kind::feature;
    case Kind::step:
      return parent == Kind::scenario;
    case Kind::section:
      return true;
  }
  return false;
}

}  // namespace

void check_parent(Kind parent, Kind child) {
  if (may_hold(parent, child)) return;
  throw Breach(std::string("the parent of a ") + to_string(child) + " must be " +
               allowed_parents(child) + ", not a " + to_string(parent));
}

std::size_t OpenPath::depth_of(Id run) const {
  const auto found = std::find(runs_.begin(), runs_.end(), run);
  return found == runs_.end() ? 0 : static_cast<std::size_t>(found - runs_.begin()) + 1;
}

void OpenPath::check_open(Id run) const {
  if (depth_of(run) > 0) return;
  throw Breach("run " + std::to_string(run) +
               " is closed: only the last element made on each level of a report takes events "
               "and children");
}

void OpenPath::open(std::optional<Id> parent, Id run) {
  const auto last = parent ? std::find(runs_.begin(), runs_.end(), *parent) : runs_.end();
  runs_.erase(last == runs_.end() ? runs_.begin() : last + 1, runs_.end());
  runs_.push_back(run);
}

}  // namespace local_center
