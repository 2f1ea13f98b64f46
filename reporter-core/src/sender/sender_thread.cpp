#include "sender/sender_thread.hpp"

#include "support/no_signals_meanwhile.hpp"
#include "support/quiet_thread.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <future>
#include <mutex>
#include <utility>

namespace testcenter::sender {

/// Shared with the thread, which may live longer than the SenderThread.
struct SenderThread::State {
  explicit State(SenderThreadParts given) : parts(std::move(given)) {}

  SenderThreadParts parts;
  std::promise<void> begun;
  SteadyClock clock;
  Wake wake;
  Counters counters;
  std::atomic<bool> is_stopping{false};
  std::atomic<bool> is_flushing{false};
  std::atomic<bool> is_over{false};
  std::atomic<std::uint64_t> progress{0};

  mutable std::mutex mutex;
  mutable std::condition_variable changed;
  // Guarded by mutex:
  Step::State state = Step::State::idle;
  std::string problem;
  std::vector<std::string> rejections;
  bool has_left = false;

  Snapshot snapshot() const {
    // What is sent over and over to a server that is not well is no progress.
    const std::uint64_t moved = problem.empty() ? parts.transport->moved() : 0;
    return {state, progress.load() + moved, problem};
  }
};

/// What runs in the thread.
class SenderThread::Loop {
 public:
  explicit Loop(State& state)
      : state_(state),
        client_(*state.parts.transport),
        sender_(journal::Reader(state.parts.journal), client_, state.clock, state.parts.options,
                state.counters) {}

  void run() {
    prepare();
    let_tests_begin();
    while (!state_.is_stopping) {
      prepare();
      if (state_.is_flushing) sender_.flush();
      const Step step = sender_.step();
      if (step.state == Step::State::done && state_.parts.when_done) state_.parts.when_done();
      publish(step);
      if (is_over(step)) return;
      rest(step);
    }
  }

 private:
  void prepare() {
    if (state_.parts.prepare) state_.parts.prepare();
  }

  /// The first request loads libcurl, and what the dynamic loader maps interrupts other threads. A
  /// program that is over sooner never has that beside its tests.
  void let_tests_begin() {
    state_.wake.sleep_until(state_.clock.now() + state_.parts.options.head_start);
  }

  static bool is_over(const Step& step) {
    return step.state == Step::State::done || step.state == Step::State::stopped;
  }

  /// Cheap while the tests run: nobody waits before flush().
  void publish(const Step& step) {
    if (step.state == Step::State::progress) state_.progress.fetch_add(1);
    const bool is_news = step.state != published_ || step.state == Step::State::backoff;
    if (!is_news && !state_.is_flushing) return;
    published_ = step.state;
    const std::lock_guard lock(state_.mutex);
    state_.state = step.state;
    state_.problem = sender_.problem();
    if (state_.is_flushing || is_over(step)) state_.rejections = sender_.rejections();
    if (is_over(step)) state_.is_over = true;  // run() tells who waits, once
  }

  void rest(const Step& step) {
    switch (step.state) {
      case Step::State::progress:
        may_linger_ = true;
        return;
      case Step::State::waiting:
      case Step::State::backoff:
        return state_.wake.sleep_until(step.until);
      case Step::State::idle:
        return idle();
      case Step::State::done:
      case Step::State::stopped:
        return;
    }
  }

  /// Tests report in bursts. After something was sent the thread stays up for a while, so that a
  /// burst costs its writers one wake, not one an event.
  void idle() {
    const bool is_lingering = std::exchange(may_linger_, false) && !state_.is_flushing;
    if (is_lingering) {
      state_.wake.sleep_until(state_.clock.now() + state_.parts.options.gather);
    } else {
      state_.wake.sleep([this] { return sender_.has_news(); });
    }
  }

  State& state_;
  api::Client client_;
  Sender sender_;
  Step::State published_ = Step::State::idle;
  bool may_linger_ = false;
};

/// Nothing may leave a thread by an exception, and memory can run out anywhere.
void SenderThread::run(State& state) {
  std::string problem = "aborted";
  const bool has_own_descriptors = state.parts.begin && state.parts.begin();
  state.begun.set_value();
  try {
    Loop(state).run();
  } catch (const std::exception& error) {
    problem = std::string("the sender broke: ") + error.what();
  }
  {
    const std::lock_guard lock(state.mutex);
    if (!state.snapshot().is_over()) {
      state.state = Step::State::stopped;
      state.problem = std::move(problem);
    }
    state.is_over = true;
    state.has_left = true;
  }
  // Behind the lock: who wakes for it while it is held goes to sleep again.
  state.changed.notify_all();
  if (!has_own_descriptors) state.parts.transport->disconnect();
}

SenderThread::SenderThread(SenderThreadParts parts)
    : state_(std::make_shared<State>(std::move(parts))) {}

// Nobody takes a signal while it waits: a child that a handler forks would wait for ever.
Status SenderThread::start() {
  const NoSignalsMeanwhile until_begun;
  Status started =
      start_quiet_thread(thread_, "testcenter-send", [state = state_] { run(*state); });
  if (started) state_->begun.get_future().wait();
  return started;
}

SenderThread::~SenderThread() {
  if (!thread_.joinable()) return;
  abort();
  join_for(std::chrono::seconds(1));
}

Wake& SenderThread::wake() { return state_->wake; }

const Counters& SenderThread::counters() const { return state_->counters; }

void SenderThread::flush() {
  state_->is_flushing = true;
  state_->wake.interrupt();
}

bool SenderThread::is_over() const { return state_->is_over; }

SenderThread::Snapshot SenderThread::snapshot() const {
  const std::lock_guard lock(state_->mutex);
  return state_->snapshot();
}

SenderThread::Snapshot SenderThread::wait(TimePoint deadline) const {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait_until(lock, deadline, [&] { return state_->snapshot().is_over(); });
  return state_->snapshot();
}

std::vector<std::string> SenderThread::rejections() const {
  const std::lock_guard lock(state_->mutex);
  return state_->rejections;
}

void SenderThread::abort() {
  state_->is_stopping = true;
  state_->parts.transport->abort();
  state_->wake.interrupt();
}

bool SenderThread::join_for(Duration at_most) {
  if (!thread_.joinable()) return true;
  std::unique_lock lock(state_->mutex);
  const bool has_left =
      state_->changed.wait_for(lock, at_most, [this] { return state_->has_left; });
  lock.unlock();
  has_left ? thread_.join() : thread_.detach();
  return has_left;
}

}  // namespace testcenter::sender
