#pragma once

#include <testcenter/config.hpp>
#include <testcenter/contained.hpp>
#include <testcenter/reporter.hpp>

#include "alarm_block.hpp"
#include "call_lock.hpp"
#include "run_tree.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testcenter::boost_test {

/// What this process reports of its runs, from one begin() to the end() behind it; what is logged
/// outside of them begins one more, which the process' exit ends. Everything is a cheap no-op where
/// nothing is reported: before begin(), after end(), without settings, in a forked child. Nothing
/// throws.
class Run {
 public:
  Run() = default;
  /// The one that is told by Boost.Test; never destroyed, since Boost.Test may call until the
  /// process is gone.
  static Run& of_this_process();

  /// Settings given by hand: report, whatever the environment says.
  void configure(const Config& config);
  bool is_wanted() const;

  /// The tests start; they run until end().
  void start();
  bool is_running() const { return is_running_; }
  /// Boost.Test's log is to start, and did so and told us: within a run once more.
  void await_log() { is_log_started_ = false; }
  void start_log() { is_log_started_ = true; }
  bool is_log_started() const { return is_log_started_; }
  /// `root`: the module's name.
  void begin(std::string_view root, Origin origin);
  bool has_begun() const { return has_begun_; }
  bool is_reporting() const;
  void end();

  /// From a callback of Boost.Test. One at a time gets in, and no timeout jumps out of it.
  template <typename Action>
  void tell(Action&& action) noexcept;

  /// A part of an entry's text. Keeping a timeout away from each would be two system calls: one
  /// that jumps out of it loses this part at most.
  void add_value(std::string_view value) noexcept;

  /// A test was left by an exception or, without unwinding, by a signal.
  void forget_interrupted();

  /// A unit that may time out starts or ends.
  void enter_timed_unit() { ++timed_units_; }
  void leave_timed_unit() { --timed_units_; }

 private:
  bool gather(std::string_view value);
  static void say_that_it_is_broken();

  std::optional<Config> config_;
  std::vector<std::unique_ptr<Reporter>> reporters_;  // one for each run of the tests
  std::atomic<bool> is_running_{false};
  std::atomic<bool> is_log_started_{false};
  std::atomic<bool> has_begun_{false};
  std::atomic<Reporter*> current_{nullptr};
  std::atomic<int> timed_units_{0};
  CallLock lock_;
  RunTree tree_;
};

template <typename Action>
void Run::tell(Action&& action) noexcept {
  // Ahead of the lock: in a forked child another thread may have held it.
  if (!is_reporting()) return;
  const AlarmBlock block(timed_units_.load(std::memory_order_relaxed) > 0);
  const auto entered = lock_.enter();
  if (entered == CallLock::Entered::found_broken) say_that_it_is_broken();
  if (entered != CallLock::Entered::yes) return;
  contained([&] { action(tree_); });
  lock_.leave();
}

}  // namespace testcenter::boost_test
