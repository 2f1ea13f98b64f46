#pragma once

#include <testcenter/result.hpp>

#include "api/client.hpp"
#include "config/settings.hpp"
#include "http/transport.hpp"
#include "replay/inbox.hpp"
#include "replay/merger.hpp"
#include "replay/tally.hpp"
#include "replay/writer_watch.hpp"
#include "sender/options.hpp"
#include "sender/sender.hpp"
#include "support/clock.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace testcenter::replay {

/// Hosts a Merger in a thread of its own, so that a server that does not answer holds nobody up.
/// Members may be called by one thread.
class Courier {
 public:
  struct Parts {
    std::unique_ptr<http::Transport> transport;
    std::unique_ptr<Inbox> inbox;
    std::shared_ptr<WriterWatch> watch;
    sender::SenderOptions options;
    Merger::Report report;
  };
  static Result<std::unique_ptr<Courier>> start(Parts parts);
  /// abort(), and waits as finish() does.
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  /// No new journals come, and the end is near.
  void close();

  struct Snapshot {
    sender::Step::State state = sender::Step::State::idle;
    std::uint64_t progress = 0;  ///< as in SenderThread::Snapshot
    std::uint64_t judged = 0;    ///< results
    std::string problem;
    api::Concern concern = api::Concern::server;  ///< of the problem
    bool is_over = false;                         ///< nothing is sent any more
  };
  Snapshot snapshot() const;
  /// Until it is over, at most that long.
  Snapshot wait(std::chrono::milliseconds at_most) const;

  /// Ends a request under way, and everything after it.
  void abort();

  /// What it came to. Precondition: is_over, or abort() was called; waits half a second for the
  /// thread, and leaves it behind if it hangs in the resolver; else until what is left was read.
  struct Outcome {
    std::vector<Delivered> journals;  ///< in the order in which they were done with
    Figures figures;                  ///< empty unless `is_complete`
    std::vector<std::string> rejections;
    std::int64_t report_id = 0;
    Merger::Report report;  ///< for the next Courier, if `is_complete`
    std::string problem;
    api::Concern concern = api::Concern::server;  ///< of the problem, also if it was given up
    bool ended_in_trouble = false;                ///< see Merger, if `is_complete`
    bool is_complete = false;                     ///< `journals` tells of all there were
  };
  Outcome finish();

 private:
  struct State;
  static void run(State& state);
  explicit Courier(std::shared_ptr<State> state) : state_(std::move(state)) {}

  std::shared_ptr<State> state_;
  std::thread thread_;
};

/// Sees when it takes too long that nothing goes on.
class Stall {
 public:
  explicit Stall(std::chrono::milliseconds limit) : limit_(limit) {}
  /// True once `progress` did not change for that long.
  bool is_over(std::uint64_t progress, TimePoint now);

 private:
  const std::chrono::milliseconds limit_;
  std::uint64_t progress_ = UINT64_MAX;
  TimePoint since_{};
};

}  // namespace testcenter::replay
