#include "sender/run_path.hpp"

namespace testcenter::sender {

void RunPath::leave_below(std::uint32_t parent) {
  while (!runs_.empty() && runs_.back().element > parent) runs_.pop_back();
}

const Run* RunPath::nearest(std::uint32_t element) const {
  for (auto run = runs_.rbegin(); run != runs_.rend(); ++run) {
    if (run->element <= element && !run->is_refused()) return &*run;
  }
  return nullptr;
}

}  // namespace testcenter::sender
