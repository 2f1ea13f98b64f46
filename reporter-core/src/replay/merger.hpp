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
/// A suite that the next journal goes on with stays open: it is not made again. One thread.
class Merger {
 public:
  /// What is referred to outlives the merger.
  struct Parts {
    Inbox& inbox;
    api::Client& client;
    const Clock& clock;
    WriterWatch& watch;
    Tally& tally;
    sender::Counters& counters;
    sender::SenderOptions options;  ///< `files_folder` is each journal's own
    std::int64_t report_id = 0;     ///< != 0: what the report is known to be
    std::function<void(const Delivered&)> tell;
  };
  explicit Merger(Parts parts) : parts_(std::move(parts)), report_id_(parts_.report_id) {}

  /// One request at most. `done`: everything was sent, and nothing more will come; `stopped`:
  /// sending is over, problem() says why.
  sender::Step step();
  /// The end is near: see Sender::flush().
  void flush();
  /// Tells of everything that was not sent, and lets go of it. The last call.
  void leave();

  const std::string& problem() const;
  /// Of that problem.
  api::Concern concern() const {
    return current_ ? current_->sender->concern() : api::Concern::server;
  }
  /// The server's words about results that it refused, the first of them.
  const std::vector<std::string>& rejections() const { return rejections_; }
  /// 0: not known yet.
  std::int64_t report_id() const { return report_id_; }

 private:
  /// The journal under way.
  struct Current {
    Waiting waiting;
    std::unique_ptr<sender::Sender> sender;
    Statistics before;  ///< of all counters, when it began
    std::uint64_t judged_before = 0;
    std::optional<TimePoint> gone_since;
    std::string end;  ///< of a process that died without a word
  };

  bool take_next();
  bool begin(Waiting waiting);
  bool refuse(const Waiting& waiting, Delivered::State state, const std::string& problem);
  bool hold(Waiting& waiting);
  sender::SenderOptions options_for(journal::ForeignJournal& journal) const;
  sender::Step idle(const sender::Step& step);
  void end_current(Delivered::State state);
  Delivered delivered(Delivered::State state);
  Statistics counted() const;

  Parts parts_;
  std::optional<Current> current_;
  std::int64_t report_id_;
  bool is_report_good_ = false;  // it took results of ours
  std::string open_suite_;
  std::int64_t open_suite_run_ = 0;
  std::string problem_;
  std::vector<std::string> rejections_;
  bool is_flushing_ = false;
  bool is_over_ = false;
};

}  // namespace testcenter::replay
