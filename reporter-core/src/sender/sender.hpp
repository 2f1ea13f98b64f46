#pragma once

#include "api/client.hpp"
#include "journal/reader.hpp"
#include "journal/record.hpp"
#include "sender/batch.hpp"
#include "sender/counters.hpp"
#include "sender/element_sender.hpp"
#include "sender/ending.hpp"
#include "sender/event_sender.hpp"
#include "sender/ledger.hpp"
#include "sender/options.hpp"
#include "sender/outcome.hpp"
#include "sender/reopening.hpp"
#include "sender/retry_policy.hpp"
#include "sender/whereabouts.hpp"
#include "support/clock.hpp"
#include "support/source_paths.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace testcenter::sender {

/// What a step came to.
struct Step {
  enum class State {
    progress,  ///< something was sent or judged: call again
    idle,      ///< everything committed so far is judged
    waiting,   ///< nothing to do before `until`, unless flush() is called
    backoff,   ///< the server is not well: nothing to do before `until`, unless flush() is called
    done,      ///< the end was reached (Finish, or all there is), and everything is judged
    stopped,   ///< sending is over; problem() says why; the journal has to stay
  };
  State state = State::idle;
  TimePoint until{};
};

/// Follows a journal and sends it, in order, over one connection: docs/architecture.md, "Sender".
/// One thread calls step(); it makes at most one request a call.
///
/// Each result (an Open or an Event) is counted once, when it is judged: acknowledged or rejected.
/// The warnings that the sender adds about refused elements and files left out are no results.
/// A file goes once the acknowledged mark is behind its event.
///
/// At a Crash record it sends a FATAL to the innermost open element, and goes on: somebody may
/// have survived it. That FATAL is a result, counted in Counters::added.
///
/// Where another process acknowledged a part of the journal, it goes on behind that: into the same
/// report and the elements that are open there. What was acknowledged is not counted. Should the
/// server refuse the first thing that goes there, then those elements are closed (another writer, a
/// server that began anew): they are made again, in the same report if it is known, else in
/// another, and a WARNING says so.
class Sender {
 public:
  /// `client`, `clock` and `counters` outlive the sender.
  Sender(journal::Reader reader, api::Client& client, const Clock& clock, SenderOptions options,
         Counters& counters);
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  Step step();

  /// From now on, do not wait for company of a batch. The first call also ends a backoff, so that
  /// the server gets a chance before the process ends; what the server told us to wait stands.
  void flush();

  /// Nothing is appended any more (the caller holds the journal's lock): what is there is all. A
  /// run that neither finished nor left a Crash record ends with a FATAL on the innermost open
  /// element, which says `how`; a last record without its commit word is nothing. Then the state is
  /// `done`.
  void writer_is_gone(const WriterEnd& how = {});

  /// True if records were committed that step() has not seen.
  bool has_news() const { return reader_.has_next(); }

  /// True if it stopped because what comes next in the journal cannot be read.
  bool is_journal_damaged() const { return is_damaged_; }
  /// True once anything that it sent was judged.
  bool was_judged() const { return was_judged_; }
  /// True as long as nobody knows which of the journal's elements are open at the server.
  bool is_in_doubt() const { return elements_.is_in_doubt() || reopening_.has_value(); }
  /// True if the elements in which another sender left off had to be made again.
  bool was_reopened() const { return was_reopened_; }

  /// Why sending is over, or what the server last said while it was not well. One line.
  const std::string& problem() const { return problem_; }
  /// Of that problem.
  api::Concern concern() const { return concern_; }
  /// The server's words about results that it refused, the first 20 of them.
  const std::vector<std::string>& rejections() const { return ledger_.rejections(); }

 private:
  /// Of an event that ends there.
  struct EventFile {
    std::uint64_t end;
    std::string name;
  };

  // Reading: everything up to what has to be sent next.
  Step read(TimePoint now);
  bool take(TimePoint now);
  bool take_event(TimePoint now);
  void cover_event();
  bool take_boundary();
  bool was_sent() const;
  bool take_crash(TimePoint now);
  bool add_fatal(TimePoint now, std::string message, std::uint32_t element, std::uint64_t end);
  bool tell_end(TimePoint now);
  std::string last_event();
  void retrace();
  Step caught_up(TimePoint now);
  Step damaged();

  // Sending: one request.
  Step make_element(TimePoint now);
  Step send_events();
  Step begin_anew();
  Step reopen(TimePoint now);
  void before_request(std::uint64_t end);
  void put_mark_back();
  void keep(const journal::Record& open, api::RunId run);
  void acknowledge(std::uint64_t end);

  Step conclude(const Outcome& outcome);
  Step back_off(const api::Answer& trouble);
  Step end(Step::State state, std::string problem);

  journal::Reader reader_;
  const Clock& clock_;
  const SenderOptions options_;
  Ledger ledger_;
  SourcePaths sources_;
  ElementSender elements_;
  EventSender events_;
  RetryPolicy retry_;

  Whereabouts where_;
  std::optional<WriterEnd> writer_end_;  // once it is gone
  journal::Record record_;               // what was read last; the Open under way
  Batch batch_;
  std::deque<EventFile> files_;  // of events before `covered_`
  std::optional<Reopening> reopening_;
  std::uint64_t covered_;  // records before it were read, and are judged once the batch is
  std::uint64_t in_flight_;
  std::uint64_t in_flight_before_;   // the last request
  bool is_elsewhere_;                // all ids in the journal are of another server
  const std::uint64_t sent_before_;  // records before it may be at the server, by another sender
  TimePoint resume_at_{};
  bool is_opening_ = false;
  bool is_finished_ = false;
  bool has_told_end_ = false;  // of a writer that is gone
  bool is_flushing_ = false;
  bool is_retry_ = false;
  bool was_told_to_wait_ = false;
  bool is_damaged_ = false;
  bool was_judged_ = false;
  bool was_reopened_ = false;
  bool is_over_ = false;
  Step::State over_ = Step::State::done;
  std::string problem_;
  api::Concern concern_ = api::Concern::server;
};

}  // namespace testcenter::sender
