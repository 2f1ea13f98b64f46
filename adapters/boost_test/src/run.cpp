#include "run.hpp"

#include <cstdio>

namespace testcenter::boost_test {

Run& Run::of_this_process() {
  static Run* const run = new Run;
  return *run;
}

void Run::configure(const Config& config) { config_ = config; }

bool Run::is_wanted() const { return config_ || Reporter::is_requested(); }

void Run::start() {
  is_running_ = true;
  if (is_reporting()) current_.load(std::memory_order_acquire)->make_current();
}

void Run::begin(std::string_view root, Origin origin) {
  if (has_begun_.exchange(true)) return;
  contained([&] {
    origin.is_outside_of_runs = !is_running_;
    const auto* before = reporters_.empty() ? nullptr : reporters_.back().get();
    auto reporter = std::make_unique<Reporter>(Reporter::after(before, config_, origin));
    if (!reporter->active()) return;
    // Outside of a run nobody would close what testcenter::log() and its kin open.
    if (is_running_) reporter->make_current();
    tree_.start_run(*reporter, root);
    reporters_.push_back(std::move(reporter));
    current_.store(reporters_.back().get(), std::memory_order_release);
  });
}

bool Run::is_reporting() const {
  const Reporter* reporter = current_.load(std::memory_order_acquire);
  return reporter != nullptr && reporter->active();
}

void Run::forget_interrupted() {
  if (is_reporting()) current_.load(std::memory_order_acquire)->forget_interrupted();
}

void Run::add_value(std::string_view value) noexcept {
  if (gather(value)) return;
  tell([&](RunTree& tree) { tree.add_value(value); });
}

bool Run::gather(std::string_view value) {
  const bool may_time_out = timed_units_.load(std::memory_order_relaxed) > 0;
  if (!may_time_out || !is_reporting() || !lock_.enter_lightly()) return false;
  const bool is_gathered = tree_.gather(value);
  lock_.leave();
  return is_gathered;
}

void Run::end() {
  tell([](RunTree& tree) { tree.end_run(); });
  timed_units_ = 0;
  is_running_ = false;
  has_begun_ = false;
  auto* reporter = current_.exchange(nullptr);
  if (reporter != nullptr) contained([=] { reporter->finish(); });
}

void Run::say_that_it_is_broken() {
  // Nobody is left to hear that this cannot be said.
  static_cast<void>(std::fputs(
      "testcenter: a signal left a test in the middle of reporting a result; reporting is off from "
      "here, the tests run on\n",
      stderr));
}

}  // namespace testcenter::boost_test
