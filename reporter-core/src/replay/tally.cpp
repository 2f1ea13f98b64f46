#include "replay/tally.hpp"

#include "journal/record.hpp"
#include "journal/spool.hpp"
#include "sender/ending.hpp"
#include "support/text.hpp"

#include <cstddef>
#include <string_view>
#include <utility>

namespace testcenter::replay {
namespace {

constexpr std::size_t most_failures = 1000;
constexpr std::size_t longest_text = 500;

}  // namespace

void Tally::add(journal::ForeignJournal& journal, const journal::Header& header,
                const std::string& end) {
  last_suite_.clear();
  last_suite_run_ = 0;
  journal::Reader reader(journal.region());
  reader.seek(header.records_begin);
  journal::Record record;
  bool has_crashed = false;
  while (reader.next(record) == journal::Reader::State::record) {
    has_crashed = has_crashed || record.kind == journal::RecordKind::crash;
    see_suite(record, header);
    take(record);
  }
  if (!end.empty() && !has_crashed) fail(EventType::fatal, end, {}, innermost());
  leave_below(0);
  count_process(journal, header, has_crashed || !end.empty());
}

/// One may have begun several journals, and another one have its id later.
void Tally::count_process(const journal::ForeignJournal& journal, const journal::Header& header,
                          bool has_died) {
  const bool is_first = journal::is_first_of_process(journal.path(), header.pid);
  const auto [found, is_new] = processes_.try_emplace({header.info.host, header.pid});
  Process& process = found->second;
  const bool is_another = is_first && process.has_first_journal;
  if (is_another) process = {};
  if (is_new || is_another) ++figures_.processes;
  if (has_died && !process.has_died) ++figures_.died;
  process.has_first_journal |= is_first;
  process.has_died |= has_died;
}

void Tally::take(const journal::Record& record) {
  switch (record.kind) {
    case journal::RecordKind::open:
      return open(record);
    case journal::RecordKind::event:
      return event(record);
    case journal::RecordKind::close:
      return leave_below(record.element - 1);
    case journal::RecordKind::crash:
      return fail(EventType::fatal, sender::crashed(record.signal), {}, innermost());
    case journal::RecordKind::finish:
      return;
  }
}

void Tally::open(const journal::Record& record) {
  leave_below(record.parent);
  std::string name = one_line(record.name.text, longest_text);
  path_.push_back({record.element, record.element_kind, std::move(name), false, false});
  if (record.element_kind == ElementKind::test_case) ++figures_.cases;
}

void Tally::see_suite(const journal::Record& record, const journal::Header& header) {
  const bool is_suite =
      record.kind == journal::RecordKind::open && record.element_kind == ElementKind::suite;
  if (!is_suite) return;
  const bool may_be_there = record.end > header.acknowledged && record.end <= header.in_flight;
  if (record.run_id <= 0 && !may_be_there) return;
  last_suite_ = record.run_id > 0 ? record.name.text : std::string_view();
  last_suite_run_ = record.run_id > 0 ? record.run_id : -1;
}

void Tally::event(const journal::Record& record) {
  if (journal::is_failure(record.event_type)) {
    fail(record.event_type, one_line(record.message.text, longest_text), record.location,
         record.element);
  }
  if (record.event_type == EventType::skipped) skip(record.element);
  if (record.closes) leave_below(record.element - 1);
}

/// Of a section it says nothing of the case: the adapter says that of the case itself, where the
/// framework counts it as skipped.
void Tally::skip(std::uint32_t element) {
  for (Element& open : path_) open.was_skipped = open.was_skipped || open.id == element;
}

void Tally::leave_below(std::uint32_t parent) {
  while (!path_.empty() && path_.back().id > parent) {
    const Element& left = path_.back();
    if (left.kind == ElementKind::test_case && left.has_failed) ++figures_.failed_cases;
    if (left.kind == ElementKind::test_case && left.was_skipped && !left.has_failed) {
      ++figures_.skipped_cases;
    }
    path_.pop_back();
  }
}

void Tally::fail(EventType type, std::string message, const journal::Place& place,
                 std::uint32_t element) {
  for (Element& open : path_) open.has_failed = open.has_failed || open.id <= element;
  if (++figures_.failures > most_failures) return;
  FoundFailure failure;
  failure.type = type;
  failure.message = std::move(message);
  failure.test = path_of(element);
  failure.file = one_line(sources_.relative(place.file), longest_text);
  failure.line = place.line;
  figures_.first_failures.push_back(std::move(failure));
}

std::string Tally::path_of(std::uint32_t element) const {
  std::string path;
  for (const Element& open : path_) {
    if (open.id > element) break;
    path += (path.empty() ? "" : " > ") + open.name;
  }
  return path;
}

}  // namespace testcenter::replay
