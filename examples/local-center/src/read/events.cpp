#include "events.hpp"

#include "event_json.hpp"

#include <algorithm>

namespace local_center {
namespace {

using nlohmann::json;

const std::string of_kind =
    " AND (?3 = '' OR instr(',' || ?3 || ',', ',' || type || ',')) "
    "AND (?5 = '' OR message LIKE ?5 ESCAPE '\\' OR detail LIKE ?5 ESCAPE '\\')";
const std::string events_after = "SELECT " + event_columns +
                                 " FROM events WHERE element = ?1 AND sequence > ?2" + of_kind +
                                 " ORDER BY sequence LIMIT ?4";
const std::string events_before = "SELECT " + event_columns +
                                  " FROM events WHERE element = ?1 AND sequence < ?2" + of_kind +
                                  " ORDER BY sequence DESC LIMIT ?4";

// With the condition of the index failures_of_report.
const std::string failures_after =
    "SELECT " + event_columns +
    " FROM events WHERE report = ?1 AND type IN ('FATAL', 'ERROR', 'FAIL', 'XPASS') "
    "AND sequence > ?2 ORDER BY sequence LIMIT ?3";

/// Reads up to `limit` of the rows; one more says that there are more.
json read_page(Database& database, Statement& rows, Id limit) {
  EventReader reader(database);
  json::array_t events;
  bool more = false;
  while (rows.next()) {
    more = static_cast<Id>(events.size()) == limit;
    if (!more) events.push_back(reader.read(rows));
  }
  return {{"more", more}, {"events", std::move(events)}};
}

/// A pattern for LIKE that finds exactly this text, with \ as the escape; none for no text.
std::string containing(const std::string& text) {
  if (text.empty()) return {};
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace

json read_events(Database& database, const EventsQuery& query) {
  Statement rows(database, (query.before ? events_before : events_after).c_str());
  rows.start(query.element, query.before.value_or(query.after), query.types, query.limit + 1,
             containing(query.text));
  auto page = read_page(database, rows, query.limit);
  if (query.before) std::reverse(page["events"].begin(), page["events"].end());
  return page;
}

json read_failures(Database& database, Id report, Id after, Id limit) {
  Statement rows(database, failures_after.c_str());
  rows.start(report, after, limit + 1);
  return read_page(database, rows, limit);
}

json search_events(Database& database, const EventSearch& search) {
  Statement last(database, "SELECT ifnull(max(id), 0) FROM events WHERE report = ?");
  last.start(search.report).next();
  Statement rows(database,
                 "SELECT element, min(sequence) FROM events WHERE report = ?1 AND id > ?2 "
                 "AND (message LIKE ?3 ESCAPE '\\' OR detail LIKE ?3 ESCAPE '\\') "
                 "GROUP BY element ORDER BY element LIMIT ?4");
  auto hits = json::array();
  bool more = false;
  rows.start(search.report, search.after, containing(search.text), search.limit + 1);
  while (rows.next()) {
    more = static_cast<Id>(hits.size()) == search.limit;
    if (!more) hits.push_back({{"runId", rows.integer(0)}, {"sequence", rows.integer(1)}});
  }
  return {{"more", more}, {"last", last.integer(0)}, {"hits", std::move(hits)}};
}

}  // namespace local_center
