#include "sender/sender.hpp"

#include "journal/spool.hpp"
#include "sender/words.hpp"

#include <algorithm>
#include <utility>

namespace testcenter::sender {

using State = Step::State;

namespace {

api::Concern concern_of(const api::Answer& trouble) {
  return trouble.verdict == api::Verdict::outcome_unknown ? api::Concern::unclear : trouble.concern;
}

}  // namespace

Sender::Sender(journal::Reader reader, api::Client& client, const Clock& clock,
               SenderOptions options, Counters& counters)
    : reader_(reader),
      clock_(clock),
      options_(std::move(options)),
      ledger_(counters),
      sources_(options_.source_root),
      elements_(client, ledger_, sources_, options_),
      events_(client, ledger_),
      retry_(options_),
      batch_(options_),
      covered_(reader_.position()),
      in_flight_(std::max(reader_.position(), reader_.in_flight())),
      in_flight_before_(in_flight_),
      is_elsewhere_(reader_.server() != options_.server),
      sent_before_(is_elsewhere_ ? reader_.position() : in_flight_) {
  // What an earlier attempt marked, and got nothing into, does not bind whoever was given a report.
  const bool is_untouched = reader_.position() == reader_.records_begin();
  const bool is_given = options_.report_id != 0 && !options_.is_report_good;
  const std::int64_t report = is_elsewhere_ ? options_.report_there : reader_.report_id();
  if (!is_untouched || !is_given) elements_.go_on_in(report);
  retrace();
}

void Sender::flush() {
  if (!is_flushing_ && !was_told_to_wait_) {
    resume_at_ = {};
    retry_.hurry();
  }
  is_flushing_ = true;
}

void Sender::writer_is_gone(const WriterEnd& how) { writer_end_ = how; }

Step Sender::step() {
  if (is_over_) return {over_, {}};
  if (is_finished_) return end(State::done, {});
  const TimePoint now = clock_.now();
  if (now < resume_at_) return {State::backoff, resume_at_};
  if (reopening_) return reopen(now);
  if (!is_opening_ && !batch_.is_closed()) {
    const Step step = read(now);
    if (step.state != State::progress) return step;
  }
  return is_opening_ ? make_element(now) : send_events();
}

// Reading.

/// Over what another process has sent: the elements in which it left off are still open.
void Sender::retrace() {
  const std::uint64_t acknowledged = reader_.position();
  reader_.seek(reader_.records_begin());
  while (reader_.position() < acknowledged &&
         reader_.next(record_) == journal::Reader::State::record) {
    where_.take(record_);
    if (is_elsewhere_ && record_.run_id > 0) record_.run_id = -record_.run_id;
    if (record_.kind == journal::RecordKind::open) elements_.retrace(record_);
    is_finished_ = record_.kind == journal::RecordKind::finish;
  }
  if (reader_.position() != acknowledged) damaged();
}

Step Sender::read(TimePoint now) {
  for (;;) {
    switch (reader_.next(record_)) {
      case journal::Reader::State::nothing:
        return caught_up(now);
      case journal::Reader::State::corrupt:
        return damaged();
      case journal::Reader::State::record:
        if (take(now)) return is_finished_ ? end(State::done, {}) : Step{State::progress, {}};
    }
  }
}

/// True: there is something to do before reading on.
bool Sender::take(TimePoint now) {
  where_.take(record_);
  switch (record_.kind) {
    case journal::RecordKind::event:
      return take_event(now);
    case journal::RecordKind::open:
    case journal::RecordKind::finish:
      return take_boundary();
    case journal::RecordKind::crash:
      return take_crash(now);
    case journal::RecordKind::close:
      break;
  }
  covered_ = record_.end;
  return false;
}

bool Sender::take_event(TimePoint now) {
  const Run* run = elements_.place_of(record_.element);
  if (run == nullptr) {
    ledger_.reject("event", message_of(record_), "all elements above it were refused");
    cover_event();
    return false;
  }
  const std::size_t known = record_.has_known_file ? record_.location.file.size() : 0;
  const std::uint64_t text_bytes = record_.end - record_.offset + known;
  const std::uint64_t file_bytes =
      record_.has_file ? file_size(options_.files_folder + "/" + std::string(record_.file_path))
                       : 0;
  if (!batch_.has_room_for(text_bytes, file_bytes)) {
    reader_.seek(record_.offset);
    batch_.close();
    return true;
  }
  Item& item = batch_.add(now, text_bytes, file_bytes);
  item.assign(record_, run->run_id, options_.files_folder, sources_);
  item.is_rerouted = run->element != record_.element;
  item.is_uncertain = record_.end <= sent_before_;
  cover_event();
  if (batch_.is_full()) batch_.close();
  return batch_.is_closed();
}

void Sender::cover_event() {
  covered_ = record_.end;
  if (record_.has_file) files_.push_back({record_.end, std::string(record_.file_path)});
}

bool Sender::take_boundary() {
  if (!batch_.empty()) {
    reader_.seek(record_.offset);
    batch_.close();
    return true;
  }
  if (record_.kind == journal::RecordKind::finish) {
    acknowledge(record_.end);
    is_finished_ = true;
    return true;
  }
  if (is_elsewhere_ || record_.run_id < 0) record_.run_id = 0;
  if (const api::RunId run = elements_.join(record_); run != 0) {
    keep(record_, run);
    covered_ = record_.end;
    return false;
  }
  is_opening_ = elements_.begin(record_, was_sent());
  if (!is_opening_) covered_ = record_.end;
  return is_opening_;
}

/// Of an Open. A suite may have gone to this server before anything there made the journal its own.
bool Sender::was_sent() const {
  const bool is_first = is_elsewhere_ && record_.element_kind == ElementKind::suite;
  return record_.end <= (is_first ? in_flight_ : sent_before_);
}

bool Sender::take_crash(TimePoint now) {
  const std::uint32_t element = record_.element != 0 ? record_.element : where_.innermost();
  if (add_fatal(now, crashed(record_.signal), element, record_.end)) return batch_.is_closed();
  reader_.seek(record_.offset);
  return true;
}

/// False: it has to wait until the batch has gone. `end`: of the record that it stands for, if any.
bool Sender::add_fatal(TimePoint now, std::string message, std::uint32_t element,
                       std::uint64_t end) {
  const Run* run = elements_.place_of(element);
  Fatal fatal{std::move(message), last_event()};
  const std::uint64_t bytes = fatal.message.size() + fatal.detail.size();
  if (run != nullptr && !batch_.has_room_for(bytes, 0)) {
    batch_.close();
    return false;
  }
  if (element != 0) ledger_.add_own();
  if (run != nullptr) {
    Item& item = batch_.add(now, bytes, 0);
    item.assign_fatal(std::move(fatal), run->run_id, covered_, end);
    item.is_uncertain = end > covered_ && end <= sent_before_;
    if (batch_.is_full()) batch_.close();
  } else if (element != 0) {
    ledger_.reject("event", fatal.message, "all elements above it were refused");
  }
  covered_ = end;
  return true;
}

bool Sender::tell_end(TimePoint now) {
  if (where_.died_here()) return true;
  WriterEnd end = *writer_end_;
  if (end.signal == 0) end.signal = where_.signal();
  return add_fatal(now, ended_without_a_word(end), where_.innermost(), covered_);
}

std::string Sender::last_event() {
  journal::Reader reader = reader_;
  journal::Record event;
  reader.seek(where_.last_event());
  if (where_.last_event() == 0 || reader.next(event) != journal::Reader::State::record) return {};
  return last_event_text(event, sources_);
}

Step Sender::caught_up(TimePoint now) {
  if (writer_end_ && !has_told_end_) has_told_end_ = tell_end(now);
  if (batch_.empty()) {
    acknowledge(covered_);
    return writer_end_ ? end(State::done, {}) : Step{State::idle, {}};
  }
  const TimePoint until = batch_.since() + options_.gather;
  if (!is_flushing_ && !writer_end_ && now < until) return {State::waiting, until};
  batch_.close();
  return {State::progress, {}};
}

Step Sender::damaged() {
  if (!batch_.empty()) {
    batch_.close();
    return {State::progress, {}};
  }
  acknowledge(covered_);
  is_damaged_ = true;
  return end(State::stopped, "the journal is damaged at byte " +
                                 std::to_string(reader_.position()) +
                                 "; what comes behind it cannot be sent");
}

// Sending.

Step Sender::make_element(TimePoint now) {
  const bool is_suite = record_.element_kind == ElementKind::suite;
  if (!is_suite && elements_.path().is_elsewhere()) return begin_anew();
  before_request(record_.end);
  Opening opening = elements_.send(record_);
  if (opening.is_stale) return begin_anew();
  if (!opening.is_judged) return conclude(opening);
  if (opening.run_id != 0) keep(record_, opening.run_id);
  is_opening_ = false;
  covered_ = record_.end;
  acknowledge(covered_);
  if (!opening.warning.empty()) {
    batch_.add_notice(now, std::move(opening.warning), opening.warning_run, covered_);
  }
  return conclude(opening);
}

/// What was judged ahead of an event that was not counts as pending in the journal: should nobody
/// send the rest in this process, it is sent again, as the in-flight mark says it may be.
Step Sender::send_events() {
  if (elements_.path().is_elsewhere()) return begin_anew();
  const bool is_in_doubt = elements_.is_in_doubt();
  const std::size_t count = is_in_doubt ? 1 : events_.next_count(batch_);
  before_request(batch_[count - 1].end);
  const Outcome outcome = events_.send(batch_, count, is_in_doubt);
  if (outcome.is_stale) return begin_anew();
  if (outcome.was_accepted) elements_.clear_doubt();
  if (batch_.empty()) {
    batch_.clear();
    acknowledge(covered_);
  } else {
    acknowledge(batch_[0].offset);
  }
  return conclude(outcome);
}

/// The server takes nothing for the elements in which another sender left off, or never had them. A
/// suite needs none of them.
Step Sender::begin_anew() {
  elements_.clear_doubt();
  put_mark_back();
  const bool is_suite = is_opening_ && record_.element_kind == ElementKind::suite;
  if (is_suite) return {State::progress, {}};
  was_reopened_ = true;
  reopening_.emplace(reader_, elements_.path());
  elements_.forget_path();
  return {State::progress, {}};
}

Step Sender::reopen(TimePoint now) {
  if (!reopening_->is_done()) {
    const journal::Record& open = reopening_->open();
    before_request(in_flight_);
    const Opening opening = elements_.remake(open, reopening_->is_there());
    if (opening.may_be_there) reopening_->was_not_heard();
    if (!opening.is_judged) return conclude(opening);
    keep(open, opening.run_id);
    reopening_->made(opening.run_id);
    return conclude(opening);
  }
  reopening_->redirect(batch_);
  reopening_.reset();
  const Run* innermost = elements_.place_of(UINT32_MAX);
  if (innermost != nullptr) {
    batch_.add_notice(now, std::string(begun_anew), innermost->run_id, covered_);
  }
  return {State::progress, {}};
}

void Sender::before_request(std::uint64_t end) {
  ledger_.count_request(is_retry_);
  is_retry_ = false;
  in_flight_before_ = in_flight_;
  if (end <= in_flight_) return;
  in_flight_ = end;
  reader_.mark_in_flight(end);
}

/// Nothing of the last request is there. Whoever dies before this store counts too much at most.
void Sender::put_mark_back() {
  const std::uint64_t before = std::max(in_flight_before_, reader_.acknowledged());
  if (before >= in_flight_) return;
  in_flight_ = before;
  reader_.mark_in_flight(before);
}

/// The first that is made, or joined, at another server makes this the journal's.
void Sender::keep(const journal::Record& open, api::RunId run) {
  if (is_elsewhere_) reader_.move_to(options_.server);
  is_elsewhere_ = false;
  reader_.mark_run_id(open.offset, run);
  const std::int64_t report = elements_.report_id();
  if (report != reader_.report_id()) reader_.mark_report_id(report);
}

/// Nobody sends what is before the mark again: its files may go.
void Sender::acknowledge(std::uint64_t end) {
  if (end > reader_.acknowledged()) reader_.mark_acknowledged(end);
  for (; !files_.empty() && files_.front().end <= end; files_.pop_front()) {
    journal::remove_file(options_.files_folder, files_.front().name);
  }
}

Step Sender::conclude(const Outcome& outcome) {
  if (!outcome.may_be_there) put_mark_back();
  if (outcome.is_judged) {
    was_judged_ = true;
    retry_.reset();
    problem_.clear();
    was_told_to_wait_ = false;
  }
  // Whoever aborts does so because of what came before.
  if (outcome.trouble.verdict != api::Verdict::aborted) concern_ = concern_of(outcome.trouble);
  switch (outcome.trouble.verdict) {
    case api::Verdict::accepted:
    case api::Verdict::rejected:
    case api::Verdict::too_large:
      return {State::progress, {}};
    case api::Verdict::stopped:
      return end(State::stopped, outcome.trouble.reason);
    case api::Verdict::aborted:
      return end(State::stopped, "aborted");
    case api::Verdict::not_sent:
    case api::Verdict::wait:
    case api::Verdict::outcome_unknown:
      break;
  }
  return back_off(outcome.trouble);
}

Step Sender::back_off(const api::Answer& trouble) {
  const auto wait = retry_.wait_after(trouble);
  if (!wait) {
    return end(State::stopped, "gave up after " + std::to_string(options_.unknown_retries + 1) +
                                   " attempts without a clear answer: " + trouble.reason);
  }
  problem_ = trouble.reason;
  is_retry_ = true;
  was_told_to_wait_ = trouble.verdict == api::Verdict::wait;
  resume_at_ = clock_.now() + *wait;
  return {State::backoff, resume_at_};
}

Step Sender::end(State state, std::string problem) {
  is_over_ = true;
  over_ = state;
  problem_ = std::move(problem);
  return {state, {}};
}

}  // namespace testcenter::sender
