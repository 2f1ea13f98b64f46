#pragma once

#include <testcenter/statistics.hpp>

#include "config/settings.hpp"
#include "journal/spool.hpp"
#include "journal/writer.hpp"
#include "reporter/recorder.hpp"
#include "sender/counters.hpp"
#include "sender/sender_thread.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace testcenter::core {

/// The journal's way to the server as one run sees it: starts the sender's thread, says the opening
/// and the closing line, waits at the end, and decides what becomes of the journal.
class Delivery {
 public:
  Delivery(const config::Settings& settings, journal::Writer& writer, journal::SpoolPlace place);

  /// Says the opening line; in mode `live` starts the thread. One call.
  void start();

  /// After each committed record: a load, unless the sender sleeps.
  void notify() {
    if (thread_) thread_->wake().notify();
  }

  /// After the last record: waits, removes or keeps the journal, says the closing line.
  void finish(const RecorderCounts& counts);

  Statistics statistics(const RecorderCounts& counts) const;
  std::int64_t report_id() const { return counters_.report_id.load(std::memory_order_relaxed); }
  bool journal_removed() const { return removed_.load(std::memory_order_relaxed); }

 private:
  sender::SenderSetup setup() const;
  bool wait_for_sender();
  void stop_sender();
  void close_journal(bool all_judged);
  void say_closing_line(const RecorderCounts& counts, bool all_judged) const;
  void say_rejections() const;

  const config::Settings settings_;
  journal::Writer& writer_;
  const journal::SpoolPlace place_;
  sender::Counters counters_;
  std::unique_ptr<sender::SenderThread> thread_;
  sender::SenderThread::Snapshot last_;
  std::atomic<bool> removed_{false};
};

}  // namespace testcenter::core
