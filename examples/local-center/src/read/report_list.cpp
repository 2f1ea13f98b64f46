#include "report_list.hpp"

#include "../model.hpp"
#include "result.hpp"

#include <map>

namespace local_center {
namespace {

using nlohmann::json;

struct Counts {
  json elements = json::object();
  json events = json::object();
  Result result = Result::none;
};

std::map<Id, Counts> all_counts(Database& database) {
  std::map<Id, Counts> counts;
  Statement rows(database, "SELECT report, what, count FROM counts");
  rows.start();
  while (rows.next()) {
    auto& report = counts[rows.integer(0)];
    const auto what = rows.text(1);
    auto& group = kind_from(what) ? report.elements : report.events;
    group[what] = rows.integer(2);
    report.result = worse(report.result, result_of(what));
  }
  return counts;
}

}  // namespace

json report_list(Database& database) {
  auto counts = all_counts(database);
  auto reports = json::array();
  Statement rows(database,
                 "SELECT r.id, p.name, b.name, r.labels, r.time FROM reports r "
                 "JOIN batches b ON b.id = r.batch JOIN projects p ON p.id = b.project "
                 "ORDER BY r.id DESC");
  rows.start();
  while (rows.next()) {
    auto& count = counts[rows.integer(0)];
    reports.push_back({{"id", rows.integer(0)},
                       {"project", rows.text(1)},
                       {"batch", rows.text(2)},
                       {"labels", json::parse(rows.text(3))},
                       {"time", rows.integer(4)},
                       {"result", to_string(count.result)},
                       {"elements", std::move(count.elements)},
                       {"events", std::move(count.events)}});
  }
  return reports;
}

}  // namespace local_center
