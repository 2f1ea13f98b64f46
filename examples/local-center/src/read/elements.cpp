#include "elements.hpp"

#include "../result.hpp"

#include <utility>

namespace local_center {
namespace {

using nlohmann::json;

const char* result_text(Id number) { return to_string(static_cast<Result>(number)); }

json element_json(const Statement& row) {
  json element = {{"runId", row.integer(0)},
                  {"kind", row.text(2)},
                  {"name", row.text(3)},
                  {"sequence", row.integer(4)},
                  {"time", row.integer(5)},
                  {"result", result_text(row.integer(6))},
                  {"own", result_text(row.integer(7))},
                  {"events", row.integer(8)}};
  if (!row.is_null(1)) element["parent"] = row.integer(1);
  return element;
}

json tests_of(Statement& tallies, Id report, Id suite) {
  auto tests = json::object();
  tallies.start(report, suite);
  while (tallies.next()) tests[result_text(tallies.integer(0))] = tallies.integer(1);
  return tests;
}

Id version_of(Database& database, Id report) {
  Statement row(database, "SELECT ifnull(max(changed), 0) FROM elements WHERE report = ?");
  row.start(report);
  row.next();
  return row.integer(0);
}

const std::string columns = "id, parent, kind, name, sequence, time, result, own, events, changed";
const std::string made_after =
    "SELECT " + columns + " FROM elements WHERE report = ? AND id > ? ORDER BY id";
const std::string changed_since =
    "SELECT " + columns + " FROM elements WHERE report = ? AND changed > ? ORDER BY changed, id";

}  // namespace

json read_elements(Database& database, const ElementsQuery& query) {
  Statement rows(database, (query.since ? changed_since : made_after).c_str());
  Statement tallies(database,
                    "SELECT result, count FROM tallies "
                    "WHERE report = ? AND suite = ? AND count > 0");
  auto elements = json::array();
  auto version = version_of(database, query.report);
  bool more = false;
  Id last_change = 0;
  rows.start(query.report, query.since.value_or(query.after));
  while (rows.next()) {
    // What changed at once must not fall into two answers.
    const bool together = query.since && rows.integer(9) == last_change;
    more = static_cast<Id>(elements.size()) >= query.limit && !together;
    if (more) break;
    last_change = rows.integer(9);
    elements.push_back(element_json(rows));
    if (rows.is_null(1))
      elements.back()["tests"] = tests_of(tallies, query.report, rows.integer(0));
  }
  if (query.since && more) version = last_change;
  return {{"version", version}, {"more", more}, {"elements", std::move(elements)}};
}

std::optional<json> read_element(Database& database, Id run) {
  const auto sql =
      "SELECT " + columns + ", report, summary, description FROM elements WHERE id = ?";
  Statement row(database, sql.c_str());
  if (!row.start(run).next()) return std::nullopt;
  auto element = element_json(row);
  element["report"] = row.integer(10);
  element["summary"] = row.text(11);
  element["description"] = row.text(12);
  element["events"] = json::object();
  Statement counts(database, "SELECT type, count(*) FROM events WHERE element = ? GROUP BY type");
  counts.start(run);
  while (counts.next()) element["events"][counts.text(0)] = counts.integer(1);
  return std::make_optional(std::move(element));
}

}  // namespace local_center
