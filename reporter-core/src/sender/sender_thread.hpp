#pragma once

#include <testcenter/result.hpp>

#include "http/transport.hpp"
#include "journal/reader.hpp"
#include "sender/counters.hpp"
#include "sender/options.hpp"
#include "sender/sender.hpp"
#include "support/clock.hpp"
#include "support/wake.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace testcenter::sender {

/// What the thread works with. The memory that `journal` and the functions refer to has to outlive
/// the thread, and that may be the process: join_for() can leave it behind.
struct SenderThreadParts {
  journal::Region journal;                     ///< looked at from the thread only
  std::unique_ptr<http::Transport> transport;  ///< posts from the thread only
  SenderOptions options;
  /// May be empty; called first, and start() waits for it. True: from here on the thread's
  /// descriptors are its own, and end with it.
  std::function<bool()> begin;
  std::function<void()> prepare;    ///< may be empty; called now and then while the thread is awake
  std::function<void()> when_done;  ///< may be empty; called when a run is done, ahead of the news
};

/// Hosts a Sender in a thread of the test process. The thread blocks all signals, so that it never
/// takes one from the tests, and is called "testcenter-send".
///
/// Members may be called by any thread, but not in a forked child: there is no thread there.
class SenderThread {
 public:
  explicit SenderThread(SenderThreadParts parts);
  /// Before any other member is called. Fails if the system gives no thread.
  Status start();
  /// abort(), and join_for() a second.
  ~SenderThread();
  SenderThread(const SenderThread&) = delete;
  SenderThread& operator=(const SenderThread&) = delete;

  /// notify() it after each commit.
  Wake& wake();
  const Counters& counters() const;

  /// From now on nothing waits for company, and backoffs are cut short once: the end is near.
  /// Async-signal-safe.
  void flush();

  // For signal handlers:
  /// The final states of below, or the thread broke.
  bool is_over() const;
  bool is_this_thread() const { return thread_.get_id() == std::this_thread::get_id(); }

  struct Snapshot {
    Step::State state = Step::State::idle;  ///< `done` and `stopped` are final
    /// Changes with each request that the server judged, and while bytes of one move, unless there
    /// is a problem.
    std::uint64_t progress = 0;
    std::string problem;  ///< Sender::problem()

    bool is_over() const { return state == Step::State::done || state == Step::State::stopped; }
  };
  Snapshot snapshot() const;
  /// Blocks until sending is over, or `deadline` has passed. Progress wakes nobody: at thousands of
  /// requests a second that would cost who waits more than all his results did.
  Snapshot wait(TimePoint deadline) const;
  /// Sender::rejections(), as of the last progress after flush(), or of the end.
  std::vector<std::string> rejections() const;

  /// Ends a request under way and the thread's loop, without waiting for either.
  void abort();
  /// Waits until the thread has ended, at most that long. False: it was left behind (a name that
  /// is being resolved cannot be interrupted); what it uses stays, on purpose.
  bool join_for(Duration at_most);

 private:
  struct State;
  class Loop;
  static void run(State& state);

  std::shared_ptr<State> state_;
  std::thread thread_;
};

}  // namespace testcenter::sender
