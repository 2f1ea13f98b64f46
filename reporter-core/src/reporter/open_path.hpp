#pragma once

#include <testcenter/model.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace testcenter::core {

/// True if an event of this type says how its element ended.
bool is_outcome(EventType type);

/// How the code went on behind an element.
enum class Left : std::uint8_t { normally, by_exception };

/// An element that takes results, and what it got so far.
struct OpenElement {
  std::uint32_t id = 0;
  ElementKind kind = ElementKind::suite;
  std::chrono::steady_clock::time_point opened;
  std::uint64_t failures = 0;          ///< its own, and of what was closed below
  std::uint64_t dropped_failures = 0;  ///< of its own: not in the journal
  std::uint64_t passes = 0;            ///< PASS events of its own, reported or not
  std::uint64_t hidden_passes = 0;     ///< of those: not reported one by one
  bool has_outcome = false;            ///< of its own
  bool has_outcome_below = false;
  Left left = Left::normally;
};

/// The open elements, outermost first. Ids grow from the outside to the inside.
class OpenPath {
 public:
  OpenPath() { elements_.reserve(64); }

  bool empty() const { return elements_.empty(); }
  OpenElement& innermost() { return elements_.back(); }
  const std::vector<OpenElement>& elements() const { return elements_; }

  /// The element itself if it is open, else its nearest open ancestor, else null.
  ///
  /// That is the last open element whose id is not greater: what is open now and older than X was
  /// open when X was opened, and X went below all of it, else opening X would have closed it.
  OpenElement* nearest(std::uint32_t id) {
    if (!elements_.empty() && elements_.back().id <= id) return &elements_.back();
    return nearest_further_out(id);
  }
  const OpenElement* nearest(std::uint32_t id) const {
    return const_cast<OpenPath*>(this)->nearest(id);
  }

  void push(const OpenElement& element) { elements_.push_back(element); }
  /// The element and what is open below it are about to be closed.
  void leave(std::uint32_t id, Left left);
  /// Removes the innermost and hands what it got to its parent.
  void pop();

 private:
  OpenElement* nearest_further_out(std::uint32_t id);

  std::vector<OpenElement> elements_;
};

}  // namespace testcenter::core
