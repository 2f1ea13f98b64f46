#include "sender/run_path.hpp"

#include <algorithm>

namespace testcenter::sender {

void RunPath::leave_below(std::uint32_t parent) {
  while (!runs_.empty() && runs_.back().element > parent) runs_.pop_back();
}

bool RunPath::is_elsewhere() const {
  return std::any_of(runs_.begin(), runs_.end(), [](const Run& run) { return run.run_id < 0; });
}

const Run* RunPath::nearest(std::uint32_t element) const {
  for (auto run = runs_.rbegin(); run != runs_.rend(); ++run) {
    if (run->element <= element && !run->is_refused()) return &*run;
  }
  return nullptr;
}

}  // namespace testcenter::sender
