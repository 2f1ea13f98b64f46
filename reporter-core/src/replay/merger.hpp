#pragma once

#include <testcenter/statistics.hpp>

#include "api/client.hpp"
#include "journal/foreign_journal.hpp"
#include "replay/delivered.hpp"
#include "replay/inbox.hpp"
#include "replay/tally.hpp"
#include "replay/writer_watch.hpp"
#include "sender/counters.hpp"
#include "sender/options.hpp"
#include "sender/sender.hpp"
#include "support/clock.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace testcenter::replay {

/// Sends journals, one after the other, into one report.
///
/// A suite that the next journal goes on with stays open: it is not made again. A journal that the
/// server refuses, or cannot bear, is kept alone; three in a row of which it judges nothing end it
/// all. One thread.
class Merger {
 public:
  /// In a row: what they hold may be what the server has trouble with.
  static constexpr int most_troubled = 3;

  /// Where the journals so far left off.
  struct Report {
    std::int64_t id = 0;       ///< 0: not known yet
    std::uint16_t server = 0;  ///< see SenderOptions
    bool is_good = false;      ///< it took results of ours
    std::string open_suite{};  ///< the suite that is open there; empty: none
    std::int64_t open_suite_run = 0;
  };

  /// What is referred to outlives the merger.
  struct Parts {
    Inbox& inbox;
    api::Client& client;
    const Clock& clock;
    WriterWatch& watch;
    Tally& tally;
    sender::Counters& counters;
    sender::SenderOptions options;  ///< `files_folder` is each journal's own
    Report report;                  ///< as far as it is known
    std::function<void(const Delivered&)> tell;
  };
  explicit Merger(Parts parts) : parts_(std::move(parts)), report_(parts_.report) {}

  /// One request at most. `done`: everything was sent, and nothing more will come; `stopped`:
  /// sending is over, problem() says why.
  sender::Step step();
  /// The end is near: see Sender::flush().
  void flush();
  /// Tells of everything that was not sent, and lets go of it. The last call.
  void leave();

  /// Of the journal under way; else of the last one that was kept.
  const std::string& problem() const { return current_ ? current_->sender->problem() : problem_; }
  /// Of that problem.
  api::Concern concern() const {
    return current_ && !is_over_ ? current_->sender->concern() : concern_;
  }
  /// True if sending is over because the server bore none of them in a row: they may be to blame.
  bool ended_in_trouble() const { return ended_in_trouble_; }
  /// The server's words about results that it refused, the first of them.
  const std::vector<std::string>& rejections() const { return rejections_; }
  const Report& report() const { return report_; }

 private:
  /// The journal under way.
  struct Current {
    Waiting waiting;
    std::unique_ptr<sender::Sender> sender;
    Statistics before;  ///< of all counters, when it began
    std::uint64_t judged_before = 0;
    std::optional<TimePoint> gone_since;
    std::optional<TimePoint> silent_since;  ///< although the command is over
    std::string end;                        ///< of a process that died without a word
  };

  bool take_next();
  bool begin(Waiting waiting);
  bool refuse(const Waiting& waiting, Delivered::State state, const std::string& problem);
  bool hold(Waiting& waiting);
  sender::SenderOptions options_for(journal::ForeignJournal& journal) const;
  sender::Step idle(const sender::Step& step);
  sender::Step begin_whole();
  sender::Step stopped(const sender::Step& step);
  bool keep_current();
  bool holds_up_others();
  void end_current(Delivered::State state, const std::string& problem = {});
  void remember_suite(bool is_known);
  void keep_rejections();
  Delivered delivered(Delivered::State state);
  Statistics counted() const;

  Parts parts_;
  std::optional<Current> current_;
  Report report_;
  std::string problem_;
  api::Concern concern_ = api::Concern::server;
  int troubled_ = 0;  // journals in a row of which nothing was judged
  std::vector<std::string> rejections_;
  bool is_flushing_ = false;
  bool is_over_ = false;
  bool ended_in_trouble_ = false;
};

}  // namespace testcenter::replay
