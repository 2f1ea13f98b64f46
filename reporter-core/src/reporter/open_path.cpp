#include "reporter/open_path.hpp"

#include <algorithm>

namespace testcenter::core {

bool is_outcome(EventType type) {
  return type != EventType::log && type != EventType::warning && type != EventType::attachment;
}

OpenElement* OpenPath::nearest_further_out(std::uint32_t id) {
  const auto found = std::find_if(elements_.rbegin(), elements_.rend(),
                                  [id](const OpenElement& element) { return element.id <= id; });
  return found == elements_.rend() ? nullptr : &*found;
}

void OpenPath::leave(std::uint32_t id, Left left) {
  for (auto at = elements_.rbegin(); at != elements_.rend() && at->id >= id; ++at) at->left = left;
}

void OpenPath::pop() {
  const OpenElement closed = elements_.back();
  elements_.pop_back();
  if (elements_.empty()) return;
  OpenElement& parent = elements_.back();
  parent.failures += closed.failures;
  parent.has_outcome_below |= closed.has_outcome || closed.has_outcome_below;
}

}  // namespace testcenter::core
