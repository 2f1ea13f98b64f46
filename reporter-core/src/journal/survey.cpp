#include "journal/survey.hpp"

namespace testcenter::journal {
namespace {

Reader reader_from_begin(Region region, const Header& header) {
  Reader reader(region);
  reader.seek(header.records_begin);
  return reader;
}

void count(const Record& record, const Header& header, Survey& survey) {
  if (record.kind == RecordKind::finish) {
    survey.is_finished = true;
    survey.dropped = record.dropped;
  }
  if (record.kind != RecordKind::open && record.kind != RecordKind::event) return;
  if (record.kind == RecordKind::open) ++survey.elements;
  if (record.kind == RecordKind::event) ++survey.events;
  if (record.kind == RecordKind::event && is_failure(record.event_type)) ++survey.failures;
  if (record.end <= header.acknowledged) ++survey.judged;
}

}  // namespace

Result<Survey> survey(Region region, const Header& header) {
  Survey survey;
  Reader reader = reader_from_begin(region, header);
  Record record;
  bool is_mark_good = header.acknowledged == header.records_begin;
  while (reader.next(record) == Reader::State::record) {
    count(record, header, survey);
    is_mark_good = is_mark_good || header.acknowledged == record.end;
    // Nothing follows; whoever sends it reads no further.
    if (record.kind == RecordKind::finish && record.end >= header.acknowledged) break;
  }
  if (!is_mark_good) return Error{"is damaged: its acknowledged mark stands in no good place"};
  return survey;
}

std::string first_suite(Region region, const Header& header) {
  Reader reader = reader_from_begin(region, header);
  Record record;
  const bool is_suite = reader.next(record) == Reader::State::record &&
                        record.kind == RecordKind::open &&
                        record.element_kind == ElementKind::suite;
  return is_suite ? std::string(record.name.text) : std::string();
}

}  // namespace testcenter::journal
