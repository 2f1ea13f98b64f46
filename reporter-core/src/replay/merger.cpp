#include "replay/merger.hpp"

#include "journal/survey.hpp"
#include "replay/left_over.hpp"

#include <chrono>
#include <utility>

namespace testcenter::replay {
namespace {

using journal::ForeignJournal;
using sender::Step;
using Refused = Delivered::State;
using State = sender::Step::State;

/// How long it may take to hear how a process ended whose lock is free.
constexpr std::chrono::seconds patience_for_end{2};
/// How long a process that outlives the command may be silent while others wait.
constexpr std::chrono::seconds patience_for_left_behind{1};
constexpr std::size_t most_rejections = 20;

/// Of a journal that outgrew its room; else null.
std::unique_ptr<ForeignJournal> whole_of(const ForeignJournal& journal) {
  if (!journal.is_cut()) return nullptr;
  auto whole = journal.whole();
  return whole ? std::move(whole.value()) : nullptr;
}

}  // namespace

Step Merger::step() {
  parts_.inbox.look(parts_.clock.now());  // what is not sent any more is told of, too
  if (is_over_) return {State::stopped, {}};
  if (!current_ && !take_next()) {
    return {parts_.inbox.is_done() ? State::done : State::idle, {}};
  }
  const Step step = current_->sender->step();
  if (current_->sender->was_judged()) troubled_ = 0;
  if (step.state == State::progress) current_->silent_since.reset();
  switch (step.state) {
    case State::idle:
      return idle(step);
    case State::done:
      end_current(Delivered::State::sent);
      return {State::progress, {}};
    case State::stopped:
      return stopped(step);
    default:
      return step;
  }
}

void Merger::flush() {
  is_flushing_ = true;
  if (current_) current_->sender->flush();
}

bool Merger::take_next() {
  while (std::optional<Waiting> waiting = parts_.inbox.next(report_.open_suite)) {
    if (begin(std::move(*waiting))) return true;
  }
  return false;
}

/// True if there is something to be sent.
bool Merger::begin(Waiting waiting) {
  if (!hold(waiting)) return false;
  if (waiting.journal->is_blank() && waiting.is_writer_gone) {
    waiting.journal->remove();
    return refuse(waiting, Refused::sent, {});
  }
  const auto header = waiting.journal->header();
  if (!header) return refuse(waiting, Refused::unreadable, header.error().message);
  const auto survey = journal::survey(waiting.journal->region(), header.value());
  if (!survey) {
    return refuse(waiting, Refused::unreadable,
                  "the journal " + waiting.path + " " + survey.error().message);
  }
  journal::Reader reader(waiting.journal->region());
  // What was marked by an earlier attempt may be gone; where nothing was judged, nothing is there.
  const bool is_free = header->report_id == 0 || (report_.is_good && survey->judged == 0);
  const bool is_here = header->server == report_.server;
  if (is_here && is_free && report_.id != 0) reader.mark_report_id(report_.id);
  Current current;
  current.judged_before = survey->judged;
  current.before = counted();
  current.sender = std::make_unique<sender::Sender>(reader, parts_.client, parts_.clock,
                                                    options_for(*waiting.journal), parts_.counters);
  if (is_flushing_) current.sender->flush();
  current.waiting = std::move(waiting);
  current_ = std::move(current);
  return true;
}

/// Opens it, and asks for its lock. While writers are followed, it may be another's.
bool Merger::hold(Waiting& waiting) {
  if (!waiting.journal) {
    auto opened = ForeignJournal::open(waiting.path, parts_.inbox.room());
    if (!opened && journal::is_gone(waiting.path)) return refuse(waiting, Refused::gone, {});
    if (!opened) return refuse(waiting, Refused::unreadable, opened.error().message);
    waiting.journal = std::move(opened.value());
  }
  const ForeignJournal::Hold hold = waiting.journal->take();
  if (hold == ForeignJournal::Hold::gone) return refuse(waiting, Refused::gone, {});
  waiting.is_writer_gone = hold == ForeignJournal::Hold::ours;
  if (waiting.is_writer_gone || parts_.inbox.follows_living_writers()) return true;
  return refuse(waiting, Refused::locked, "its writer lives, or another sends it");
}

bool Merger::refuse(const Waiting& waiting, Delivered::State state, const std::string& problem) {
  Delivered delivered;
  delivered.state = state;
  delivered.path = waiting.path;
  delivered.problem = problem;
  parts_.tell(delivered);
  return false;
}

sender::SenderOptions Merger::options_for(ForeignJournal& journal) const {
  sender::SenderOptions options = parts_.options;
  options.files_folder = journal.files_folder();
  options.open_suite = report_.open_suite;
  options.open_suite_run = report_.open_suite_run;
  options.is_report_good = report_.is_good;
  options.server = report_.server;
  options.report_there = report_.id;
  if (report_.is_good) options.report_id = report_.id;
  return options;
}

/// Everything that was written is judged: does the writer live?
Step Merger::idle(const Step& step) {
  Current& current = *current_;
  const TimePoint now = parts_.clock.now();
  if (!current.gone_since) {
    if (current.waiting.journal->take() == ForeignJournal::Hold::anothers) {
      if (!holds_up_others()) return step;
      end_current(Delivered::State::locked);
      return {State::progress, {}};
    }
    current.gone_since = now;
    return {State::progress, {}};  // it may have written something before it went
  }
  if (current.waiting.journal->is_cut()) return begin_whole();
  const auto end =
      current.waiting.end ? current.waiting.end : parts_.watch.end_of(current.waiting.pid);
  if (!end && now < *current.gone_since + patience_for_end) return step;
  const sender::WriterEnd known = end.value_or(sender::WriterEnd{});
  current.end = sender::ended_without_a_word(known);
  current.sender->writer_is_gone(known);
  return {State::progress, {}};
}

/// It grew beyond its room, and grows no more: another sender goes on, with all of it.
Step Merger::begin_whole() {
  auto whole = current_->waiting.journal->whole();
  if (!whole) {
    end_current(Delivered::State::kept, whole.error().message);
    return {State::progress, {}};
  }
  keep_rejections();
  Current cut = std::move(*current_);
  current_.reset();
  cut.sender.reset();
  cut.waiting.journal = std::move(whole.value());
  if (begin(std::move(cut.waiting))) {
    current_->before = cut.before;
    current_->judged_before = cut.judged_before;
    current_->gone_since = cut.gone_since;
  }
  return {State::progress, {}};
}

/// What the server refuses, or cannot bear, may be this journal's alone.
Step Merger::stopped(const Step& step) {
  const bool is_damaged = current_->sender->is_journal_damaged();
  if (is_damaged && current_->waiting.journal->is_cut()) return idle({State::idle, {}});
  if (is_damaged) {
    end_current(Delivered::State::kept);
    return {State::progress, {}};
  }
  problem_ = current_->sender->problem();
  concern_ = current_->sender->concern();
  const bool is_about_more = concern_ == api::Concern::server || concern_ == api::Concern::project;
  if (is_about_more || troubled_ + 1 == most_troubled) {
    is_over_ = true;
    ended_in_trouble_ = concern_ == api::Concern::unclear;
    if (ended_in_trouble_) concern_ = api::Concern::server;
    return step;
  }
  if (!keep_current()) {
    if (!holds_up_others()) return {State::idle, {}};
    end_current(Delivered::State::locked);
  }
  ++troubled_;
  return {State::progress, {}};
}

/// False: its writer lives, and is waited for, so that all it writes is told of.
bool Merger::keep_current() {
  const Waiting& waiting = current_->waiting;
  if (waiting.journal->take() == ForeignJournal::Hold::anothers) return false;
  if (current_->end.empty()) {
    const auto known = waiting.end ? waiting.end : parts_.watch.end_of(waiting.pid);
    current_->end = sender::ended_without_a_word(known.value_or(sender::WriterEnd{}));
  }
  end_current(Delivered::State::kept);
  return true;
}

/// A process that the command left behind need not end; what waits behind it is all there is.
bool Merger::holds_up_others() {
  if (!is_flushing_ || !parts_.inbox.has_gone()) return false;
  const TimePoint now = parts_.clock.now();
  if (!current_->silent_since) current_->silent_since = now;
  return now >= *current_->silent_since + patience_for_left_behind;
}

/// `problem`: if it is none of the sender's.
void Merger::end_current(Delivered::State state, const std::string& problem) {
  Delivered one = delivered(state);
  if (!problem.empty()) one.problem = problem;
  parts_.tell(one);
  if (state == Delivered::State::sent) current_->waiting.journal->remove();
  parts_.watch.forget(current_->waiting.pid);
  current_.reset();
}

/// One that made no suite leaves the one before it open.
void Merger::remember_suite(bool is_known) {
  const std::int64_t run = parts_.tally.last_suite_run();
  if (is_known && run == 0) return;
  const bool is_open = is_known && run > 0;
  report_.open_suite = is_open ? parts_.tally.last_suite() : "";
  report_.open_suite_run = is_open ? run : 0;
}

void Merger::keep_rejections() {
  for (const std::string& rejection : current_->sender->rejections()) {
    if (rejections_.size() < most_rejections) rejections_.push_back(rejection);
  }
}

Delivered Merger::delivered(Delivered::State state) {
  ForeignJournal& held = *current_->waiting.journal;
  const auto whole = whole_of(held);
  ForeignJournal& journal = whole ? *whole : held;
  Delivered delivered;
  delivered.state = state;
  delivered.path = journal.path();
  const bool is_only_cut = whole && current_->sender->is_journal_damaged();
  if (state != Delivered::State::sent && !is_only_cut)
    delivered.problem = current_->sender->problem();
  if (state == Delivered::State::locked && delivered.problem.empty()) {
    delivered.problem = "a process that the command left behind still lives";
  }
  const auto header = journal.header();
  const auto survey = header ? journal::survey(journal.region(), header.value())
                             : Result<journal::Survey>(header.error());
  keep_rejections();
  if (!survey) return delivered;
  const bool is_here = header->server == report_.server;
  delivered.report_id = is_here ? header->report_id : 0;
  delivered.was_reopened = current_->sender->was_reopened();
  parts_.tally.add(journal, header.value(), survey->is_finished ? "" : current_->end);
  remember_suite(is_here && !current_->sender->is_in_doubt());

  const Statistics after = counted();
  Statistics& counts = delivered.counts;
  counts.acknowledged = after.acknowledged - current_->before.acknowledged;
  counts.rejected = after.rejected - current_->before.rejected;
  counts.possible_duplicates = after.possible_duplicates - current_->before.possible_duplicates;
  counts.requests = after.requests - current_->before.requests;
  counts.retries = after.retries - current_->before.retries;
  counts.rerouted = after.rerouted - current_->before.rerouted;
  // One that was kept may have been marked with another.
  const bool says_where = counts.acknowledged != 0 || !report_.is_good;
  if (is_here && says_where) report_.id = header->report_id;
  report_.is_good = report_.is_good || counts.acknowledged != 0;
  const std::uint64_t added = after.accepted - current_->before.accepted;
  counts.dropped = survey->dropped;
  counts.accepted = survey->results() - current_->judged_before + added + survey->dropped;
  counts.elements = survey->elements;
  counts.events = survey->events + added + survey->dropped;
  counts.failures = survey->failures + added;
  counts.pending = counts.accepted - counts.acknowledged - counts.rejected - counts.dropped;
  return delivered;
}

/// `accepted`: the sender's own results.
Statistics Merger::counted() const {
  Statistics all;
  all.acknowledged = parts_.counters.acknowledged;
  all.rejected = parts_.counters.rejected;
  all.possible_duplicates = parts_.counters.possible_duplicates;
  all.requests = parts_.counters.requests;
  all.retries = parts_.counters.retries;
  all.rerouted = parts_.counters.rerouted;
  all.accepted = parts_.counters.added;
  return all;
}

void Merger::leave() {
  is_over_ = true;
  if (current_ && !keep_current()) end_current(Delivered::State::locked);
  parts_.inbox.close();
  parts_.inbox.look(parts_.clock.now());
  for (Waiting& waiting : parts_.inbox.take_all()) {
    waiting.journal.reset();  // and its lock
    parts_.tell(left_over(waiting.path, report_, parts_.watch, parts_.tally));
  }
}

}  // namespace testcenter::replay
