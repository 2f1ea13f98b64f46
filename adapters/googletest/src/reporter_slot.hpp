#pragma once

#include <testcenter/config.hpp>
#include <testcenter/reporter.hpp>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace testcenter::googletest {

/// The Reporter behind one listener. A program may run its tests several times and assert after
/// them: each run ends with finish(), so that its results are sent even if the program then leaves
/// through _exit(), and what comes later goes on in the same report with a new Reporter
/// (docs/decisions/0004-googletest-finish.md).
///
/// begin(), resume() and end() are called by one thread at a time; the rest by any.
class ReporterSlot {
 public:
  /// Without settings: attached, off unless the environment asks for it.
  explicit ReporterSlot(std::optional<Config> config);
  ~ReporterSlot();
  ReporterSlot(const ReporterSlot&) = delete;
  ReporterSlot& operator=(const ReporterSlot&) = delete;

  /// The tests start. Stays out if a listener made by hand is there, if another copy of the
  /// registration was first, and in a process forked from the one that reports.
  void begin();
  /// Something came after end().
  void resume();
  /// Sends what there is.
  void end();

  /// Null where nothing is reported: before begin(), after end(), in a forked child.
  Reporter* current() const;
  /// True after end(), in the process that reported.
  bool may_resume() const;

 private:
  bool stays_out();
  void start();
  std::unique_ptr<Reporter> make() const;

  std::optional<Config> config_;
  std::atomic<int> home_{0};  // the process that reports
  std::vector<std::unique_ptr<Reporter>> reporters_;
  std::atomic<Reporter*> current_{nullptr};
  std::atomic<bool> ended_{false};
};

}  // namespace testcenter::googletest
