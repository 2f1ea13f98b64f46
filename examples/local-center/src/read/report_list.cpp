#include "report_list.hpp"

#include "../model.hpp"
#include "../result.hpp"

#include <map>

namespace local_center {
namespace {

using nlohmann::json;

struct Counts {
  json elements = json::object();
  json events = json::object();
  json tests = json::object();
  Result result = Result::none;
};

using AllCounts = std::map<Id, Counts>;

void read_counts(Database& database, std::optional<Id> report, AllCounts& counts) {
  Statement rows(database,
                 "SELECT report, what, count FROM counts WHERE report = ifnull(?1, report)");
  rows.start(report);
  while (rows.next()) {
    auto& of_report = counts[rows.integer(0)];
    const auto what = rows.text(1);
    auto& group = kind_from(what) ? of_report.elements : of_report.events;
    group[what] = rows.integer(2);
    of_report.result = worse(of_report.result, result_of(what));
  }
}

void read_tallies(Database& database, std::optional<Id> report, AllCounts& counts) {
  Statement rows(database,
                 "SELECT report, result, count FROM tallies "
                 "WHERE report = ifnull(?1, report) AND suite = 0 AND count > 0");
  rows.start(report);
  while (rows.next()) {
    const auto* result = to_string(static_cast<Result>(rows.integer(1)));
    counts[rows.integer(0)].tests[result] = rows.integer(2);
  }
}

json report_json(const Statement& row, Counts counts) {
  return {{"id", row.integer(0)},
          {"project", row.text(1)},
          {"batch", row.text(2)},
          {"labels", json::parse(row.text(3))},
          {"time", row.integer(4)},
          {"updated", row.integer(5)},
          {"result", to_string(counts.result)},
          {"elements", std::move(counts.elements)},
          {"events", std::move(counts.events)},
          {"tests", std::move(counts.tests)}};
}

}  // namespace

json report_list(Database& database, std::optional<Id> report) {
  AllCounts counts;
  read_counts(database, report, counts);
  read_tallies(database, report, counts);
  auto reports = json::array();
  Statement rows(database,
                 "SELECT r.id, p.name, b.name, r.labels, r.time, r.updated FROM reports r "
                 "JOIN batches b ON b.id = r.batch JOIN projects p ON p.id = b.project "
                 "WHERE r.id = ifnull(?1, r.id) ORDER BY r.id DESC");
  rows.start(report);
  while (rows.next()) {
    reports.push_back(report_json(rows, std::move(counts[rows.integer(0)])));
  }
  return reports;
}

}  // namespace local_center
