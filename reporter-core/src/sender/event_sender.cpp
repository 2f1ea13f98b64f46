#include "sender/event_sender.hpp"

#include "sender/words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace testcenter::sender {
namespace {

using api::Verdict;

bool has_files(const Batch& batch, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (batch[i].has_file) return true;
  }
  return false;
}

bool is_uncertain(const Item& item) { return item.is_uncertain && !item.is_notice; }

std::size_t count_uncertain(const Batch& batch, std::size_t count) {
  std::size_t results = 0;
  for (std::size_t i = 0; i < count; ++i) results += is_uncertain(batch[i]) ? 1 : 0;
  return results;
}

/// Of those, the ones that did not get there now.
std::size_t count_not_taken(const Batch& batch, const std::vector<api::Answer>& answers) {
  std::size_t results = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    results += is_uncertain(batch[i]) && !api::may_be_there(answers[i]) ? 1 : 0;
  }
  return results;
}

}  // namespace

std::size_t EventSender::next_count(const Batch& batch) const {
  return one_by_one_ ? 1 : batch.next_count();
}

Outcome EventSender::send(Batch& batch, std::size_t count, bool is_in_doubt) {
  is_in_doubt_ = is_in_doubt;
  ledger_.suspect_duplicates(count_uncertain(batch, count));
  const api::BatchAnswer answer = post(batch, count);
  ledger_.clear_duplicates(count_not_taken(batch, answer.entries));

  Outcome outcome;
  if (is_to_split(batch, count, answer.whole.verdict)) {
    batch.split(count);
    outcome.is_judged = true;
    return outcome;
  }
  for (std::size_t i = 0; i < count; ++i) judge(batch, batch[i], answer.entries[i], outcome);
  if (batch.drop_judged(count)) outcome.is_judged = true;
  return outcome;
}

api::BatchAnswer EventSender::post(const Batch& batch, std::size_t count) {
  if (count == 1 && !batch[0].has_file) {
    const api::Answer answer = client_.send_event(batch[0].event);
    return {answer, {answer}};
  }
  events_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    events_[i] = batch[i].event;
    events_[i].file = batch[i].has_file ? &batch[i].file : nullptr;
  }
  return client_.send_events(events_);
}

bool EventSender::is_to_split(const Batch& batch, std::size_t count, Verdict whole) {
  if (count == 1) return false;
  if (whole == Verdict::accepted || whole == Verdict::rejected) {
    const bool is_list = !has_files(batch, count);
    if (is_list && whole == Verdict::accepted) takes_lists_ = true;
    if (is_list && whole == Verdict::rejected && !takes_lists_) one_by_one_ = true;
  }
  return whole == Verdict::rejected || whole == Verdict::too_large;
}

void EventSender::judge(Batch& batch, Item& item, const api::Answer& answer, Outcome& outcome) {
  outcome.may_be_there = outcome.may_be_there || api::may_be_there(answer);
  switch (answer.verdict) {
    case Verdict::accepted:
      item.is_judged = outcome.was_accepted = true;
      if (!item.is_notice) ledger_.accept(item.is_rerouted);
      return;
    case Verdict::rejected:
    case Verdict::too_large:
      return refuse(batch, item, answer, outcome);
    case Verdict::outcome_unknown:
      item.is_uncertain = true;
      break;
    case Verdict::not_sent:
    case Verdict::wait:
    case Verdict::stopped:
    case Verdict::aborted:
      break;
  }
  outcome.add_trouble(answer);
}

/// What cannot be sent because of its file is sent without it; the rest is rejected.
void EventSender::refuse(Batch& batch, Item& item, const api::Answer& answer, Outcome& outcome) {
  const bool is_file_to_blame =
      answer.is_for_its_file || (item.has_file && answer.verdict == Verdict::too_large);
  if (is_in_doubt_ && answer.verdict == Verdict::rejected && !is_file_to_blame) {
    outcome.is_stale = true;
    return;
  }
  outcome.is_judged = true;
  if (is_file_to_blame) {
    batch.add_notice(batch.since(), file_left_out(item, answer), item.event.run_id, item.offset);
    item.leave_file_out();
    return;
  }
  item.is_judged = true;
  if (!item.is_notice) ledger_.reject("event", item.event.message.text, answer.reason);
}

}  // namespace testcenter::sender
