#include "replay/courier.hpp"

#include "support/quiet_thread.hpp"
#include "support/wake.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <utility>

namespace testcenter::replay {
namespace {

using StepState = sender::Step::State;

constexpr std::chrono::milliseconds idle_interval{10};
/// It may hang in the resolver.
constexpr std::chrono::milliseconds patience_for_thread{500};
/// Then there is nothing but files to be read.
constexpr std::chrono::minutes patience_for_figures{1};

}  // namespace

/// Shared with the thread, which may live longer than the Courier.
struct Courier::State {
  explicit State(Parts given) : parts(std::move(given)), tally(parts.options.source_root) {}

  Parts parts;
  SteadyClock clock;
  Wake wake;
  sender::Counters counters;
  Tally tally;
  std::atomic<bool> is_stopping{false};
  std::atomic<bool> is_closing{false};

  mutable std::mutex mutex;
  mutable std::condition_variable changed;
  // Guarded by mutex:
  Snapshot snapshot;
  std::vector<Delivered> journals;
  std::vector<std::string> rejections;
  std::int64_t report_id = 0;
  Merger::Report report;
  bool ended_in_trouble = false;
  bool is_leaving = false;
  bool has_left = false;

  void tell(const Delivered& delivered) {
    const std::lock_guard lock(mutex);
    journals.push_back(delivered);
  }

  void publish(const sender::Step& step, const Merger& merger) {
    const std::lock_guard lock(mutex);
    snapshot.state = step.state;
    if (step.state == StepState::progress) ++snapshot.progress;
    snapshot.judged = counters.acknowledged + counters.rejected;
    snapshot.problem = merger.problem();
    snapshot.concern = merger.concern();
    snapshot.is_over = step.state == StepState::done || step.state == StepState::stopped;
    report_id = counters.report_id;
    if (snapshot.is_over) changed.notify_all();
  }

  /// With the mutex held.
  Snapshot seen() const {
    Snapshot seen = snapshot;
    if (seen.problem.empty()) seen.progress += parts.transport->moved();
    return seen;
  }

  void begin_to_leave() {
    const std::lock_guard lock(mutex);
    is_leaving = true;
    changed.notify_all();
  }

  void rest(const sender::Step& step) {
    const TimePoint soon = clock.now() + idle_interval;
    if (step.state == StepState::idle) wake.sleep_until(soon);
    const bool waits = step.state == StepState::waiting || step.state == StepState::backoff;
    // In a backoff, too, new processes are to be seen while they live.
    if (waits) wake.sleep_until(std::min(step.until, soon));
  }
};

void Courier::run(State& state) {
  api::Client client(*state.parts.transport);
  Merger merger({*state.parts.inbox, client, state.clock, *state.parts.watch, state.tally,
                 state.counters, state.parts.options, state.parts.report,
                 [&state](const Delivered& delivered) { state.tell(delivered); }});
  bool is_closed = false;
  while (!state.is_stopping) {
    if (state.is_closing && !std::exchange(is_closed, true)) {
      state.parts.inbox->close();
      merger.flush();
    }
    const sender::Step step = merger.step();
    state.publish(step, merger);
    if (step.state == StepState::done) break;
    if (step.state == StepState::stopped && state.is_closing) break;
    if (step.state == StepState::stopped) state.wake.sleep_until(state.clock.now() + idle_interval);
    state.rest(step);
  }
  state.begin_to_leave();
  merger.leave();
  const std::lock_guard lock(state.mutex);
  state.rejections = merger.rejections();
  state.report = merger.report();
  state.ended_in_trouble = merger.ended_in_trouble();
  if (state.snapshot.problem.empty()) state.snapshot.problem = merger.problem();
}

Result<std::unique_ptr<Courier>> Courier::start(Parts parts) {
  auto state = std::make_shared<State>(std::move(parts));
  std::unique_ptr<Courier> courier(new Courier(state));
  const Status started = start_quiet_thread(courier->thread_, "testcenter-send", [state] {
    std::string problem;
    try {
      run(*state);
    } catch (const std::exception& error) {
      problem = std::string("the sender broke: ") + error.what();
    }
    const std::lock_guard lock(state->mutex);
    if (!problem.empty()) state->snapshot.problem = problem;
    state->snapshot.is_over = true;
    state->has_left = true;
    state->changed.notify_all();
  });
  if (!started) return started.error();
  return courier;
}

Courier::~Courier() {
  if (!thread_.joinable()) return;
  abort();
  finish();
}

void Courier::close() {
  state_->is_closing = true;
  state_->wake.interrupt();
}

Courier::Snapshot Courier::snapshot() const {
  const std::lock_guard lock(state_->mutex);
  return state_->seen();
}

Courier::Snapshot Courier::wait(std::chrono::milliseconds at_most) const {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait_for(lock, at_most, [this] { return state_->snapshot.is_over; });
  return state_->seen();
}

void Courier::abort() {
  state_->is_stopping = true;
  state_->is_closing = true;
  state_->parts.transport->abort();
  state_->wake.interrupt();
}

Courier::Outcome Courier::finish() {
  Outcome outcome;
  std::unique_lock lock(state_->mutex);
  const auto wait = [&](std::chrono::milliseconds at_most, const bool& is_so) {
    return state_->changed.wait_for(lock, at_most, [&] { return is_so || state_->has_left; });
  };
  const bool has_left =
      wait(patience_for_thread, state_->is_leaving) && wait(patience_for_figures, state_->has_left);
  outcome.journals = state_->journals;
  outcome.rejections = state_->rejections;
  outcome.report_id = state_->report_id;
  outcome.report = state_->report;
  outcome.problem = state_->snapshot.problem;
  outcome.concern = state_->snapshot.concern;
  outcome.ended_in_trouble = state_->ended_in_trouble;
  outcome.is_complete = has_left;
  lock.unlock();
  if (has_left) outcome.figures = state_->tally.figures();
  if (thread_.joinable()) has_left ? thread_.join() : thread_.detach();
  return outcome;
}

bool Stall::is_over(std::uint64_t progress, TimePoint now) {
  if (progress != progress_) {
    progress_ = progress;
    since_ = now;
  }
  return now >= since_ + limit_;
}

}  // namespace testcenter::replay
