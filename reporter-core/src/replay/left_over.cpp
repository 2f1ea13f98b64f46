#include "replay/left_over.hpp"

#include "journal/foreign_journal.hpp"
#include "journal/survey.hpp"
#include "replay/totals.hpp"

namespace testcenter::replay {

using journal::ForeignJournal;

Delivered left_over(const std::string& path, const Merger::Report& report, WriterWatch& watch,
                    Tally& tally) {
  Delivered left;
  left.path = path;
  left.state = Delivered::State::unreadable;
  left.had_its_turn = false;
  const auto opened = ForeignJournal::open(path);
  const auto header = opened ? opened.value()->header() : Result<journal::Header>(opened.error());
  if (!header && journal::is_gone(path)) {
    left.state = Delivered::State::gone;
    return left;
  }
  if (!header) {
    left.problem = header.error().message;
    return left;
  }
  ForeignJournal& journal = *opened.value();
  const ForeignJournal::Hold hold = journal.take();
  if (hold == ForeignJournal::Hold::gone) {
    left.state = Delivered::State::gone;
    return left;
  }
  const bool is_gone = hold == ForeignJournal::Hold::ours;
  left.state = is_gone ? Delivered::State::kept : Delivered::State::locked;
  const bool is_here = header->server == report.server;
  left.report_id = is_here && header->report_id != 0 ? header->report_id : report.id;
  if (is_gone && is_here) journal::Reader(journal.region()).mark_report_id(left.report_id);
  const auto survey = journal::survey(journal.region(), header.value());
  if (!survey) return left;
  left.counts = not_sent(survey.value());
  std::string end;
  if (is_gone && !survey->is_finished) {
    const auto known = watch.end_of(header->pid);
    end = sender::ended_without_a_word(known.value_or(sender::WriterEnd{}));
  }
  tally.add(journal, header.value(), end);
  return left;
}

}  // namespace testcenter::replay
