#pragma once

#include <testcenter/config.hpp>
#include <testcenter/reporter.hpp>

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace testcenter::googletest {

/// The Reporter behind one listener. A program may run its tests several times and assert after
/// them: each run ends with finish(), so that its results are sent even if the program then leaves
/// through _exit(), and what comes later goes on in the same report with a new Reporter
/// (docs/decisions/0004-googletest-finish.md).
///
/// begin(), resume(), begin_end() and end() are called by one thread at a time; the rest by any.
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
  /// Something came although may_resume(). If that fails, it does not again.
  void resume();
  /// The run has ended: takes the Reporter out, for the caller to finish() while others go on. Null
  /// if there is none.
  Reporter* begin_end();
  /// It is finished.
  void end();

  /// Null where nothing is reported: before begin(), after begin_end(), in a forked child.
  Reporter* current() const;
  /// False where nothing was ever reported, and in a forked child. Costs no system call during a
  /// run.
  bool has_reported_here() const;

  // In the process that reported; by the one thread that may change it:
  /// True between begin_end() and end().
  bool is_ending() const { return end_ == End::begun; }
  /// True after end(), and where exit() has finished a run that was given up, or what came behind
  /// one. False if reporting broke.
  bool may_resume() const;

 private:
  bool stays_out();
  void start(const Origin& origin);

  std::optional<Config> config_;
  std::atomic<pid_t> home_{0};  // the process that reports
  std::vector<std::unique_ptr<Reporter>> reporters_;
  std::atomic<Reporter*> current_{nullptr};
  enum class End : std::uint8_t { none, begun, reached };
  End end_ = End::none;  // of the latest run
  std::atomic<bool> has_started_{false};
};

}  // namespace testcenter::googletest
