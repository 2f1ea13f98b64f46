#pragma once

#include <testcenter/model.hpp>

namespace testcenter {

/// True if the server takes a child of kind `child` below a parent of kind `parent`.
constexpr bool may_stand_below(ElementKind child, ElementKind parent) {
  switch (child) {
    case ElementKind::suite:
      return false;
    case ElementKind::test_case:
      return parent == ElementKind::suite;
    case ElementKind::feature:
      return parent == ElementKind::suite || parent == ElementKind::test_case;
    case ElementKind::scenario:
      return parent == ElementKind::feature;
    case ElementKind::step:
      return parent == ElementKind::scenario;
    case ElementKind::section:
      return true;
  }
  return false;
}

}  // namespace testcenter
