#pragma once

#include "../model.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace local_center {

/// Which connections write into which report. The API has no call that ends a run, so a connection
/// that stays open is the best sign that one goes on. A connection counts for the report it wrote
/// to last.
class Writers {
 public:
  /// `on_leave` is told the report when one of its writers hangs up.
  explicit Writers(std::function<void(Id report)> on_leave) : on_leave_(std::move(on_leave)) {}

  /// On the connection's thread.
  void wrote(Id report);
  void connection_ended();

  int of(Id report) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::thread::id, Id> report_of_;
  const std::function<void(Id)> on_leave_;
};

}  // namespace local_center
