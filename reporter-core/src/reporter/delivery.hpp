#pragma once

#include <testcenter/statistics.hpp>

#include "config/settings.hpp"
#include "journal/spool.hpp"
#include "journal/writer.hpp"
#include "reporter/recorder.hpp"
#include "sender/sender_thread.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace testcenter::core {

/// The journal's way to the server, as one run sees it: makes the sender, says the opening and the
/// closing line, waits at the end, and decides what becomes of the journal.
class Delivery {
 public:
  /// `writer` outlives the process' last thread.
  Delivery(config::Settings settings, journal::Writer& writer, journal::SpoolPlace place);

  /// Says the opening line; in mode `live` makes the sender, whose own lines go to the descriptor
  /// `errors`. One call.
  void begin(int errors);
  /// After begin(): not in mode `spool`.
  bool sends() const { return thread_ != nullptr; }
  /// Behind it, if it sends(). Where the system gives no thread, nothing is sent, and a line says
  /// so.
  void start_thread();

  /// After each committed record: a load, unless the sender sleeps.
  void notify() {
    if (thread_) thread_->wake().notify();
  }

  /// After the last record: waits, removes or keeps the journal, says the closing line. One call.
  void finish(const RecorderCounts& counts);

  // For signal handlers; they take no lock and allocate nothing.
  /// Until everything that is recorded now is judged, at most that long.
  void wait_in_handler(std::chrono::milliseconds at_most) const;
  /// True if the server has judged all that was recorded: the journal is removed then.
  bool remove_if_judged();
  /// Says where the journal is kept, unless it was removed.
  void say_kept() const;

  /// finish() takes no longer.
  std::chrono::milliseconds longest_finish() const;

  /// What the sender counted, its own events among it; see add_recorded().
  Statistics sent() const;
  /// 0 until the server told it.
  std::int64_t report_id() const;
  /// Empty once it was removed.
  std::string journal_path() const;

 private:
  bool everything_is_judged() const;
  bool is_judged(std::uint64_t end) const;
  void wait_for_server(const RecorderCounts& counts);
  void remove_journal();
  void keep_journal();
  void say(const std::string& text) const;
  void say_closing_lines(const RecorderCounts& counts) const;
  std::string outcome_line(const Statistics& all) const;
  std::string whereabouts(const Statistics& all) const;
  std::string leftover_line(std::uint64_t left) const;

  const config::Settings settings_;
  journal::Writer& writer_;
  const journal::SpoolPlace place_;
  const std::string kept_line_;
  std::unique_ptr<sender::SenderThread> thread_;
  std::string problem_;  // why not everything was sent
  std::atomic<bool> removed_{false};
};

/// The whole of it. `counts` are to be read after `sent`: what was acknowledged was recorded
/// before.
Statistics add_recorded(Statistics sent, const RecorderCounts& counts);

}  // namespace testcenter::core
