#include "writers.hpp"

#include <algorithm>

namespace local_center {

void Writers::wrote(Id report) {
  const std::lock_guard lock(mutex_);
  report_of_[std::this_thread::get_id()] = report;
}

void Writers::connection_ended() {
  Id report = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = report_of_.find(std::this_thread::get_id());
    if (found == report_of_.end()) return;
    report = found->second;
    report_of_.erase(found);
  }
  on_leave_(report);
}

int Writers::of(Id report) const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(
      std::count_if(report_of_.begin(), report_of_.end(),
                    [report](const auto& writer) { return writer.second == report; }));
}

}  // namespace local_center
