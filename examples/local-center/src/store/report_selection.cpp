#include "report_selection.hpp"

#include "../breach.hpp"
#include "../clock.hpp"

#include <nlohmann/json.hpp>

#include <map>

namespace local_center {
namespace {

/// One text for one set of labels, whatever their order.
std::string labels_text(const Labels& labels) {
  auto array = nlohmann::json::array();
  for (const auto& [key, value] : std::map(labels.begin(), labels.end())) {
    array.push_back({{"key", key}, {"value", value}});
  }
  return array.dump();
}

/// The id in the statement's only row, or nothing.
template <typename... Values>
std::optional<Id> find_id(Statement& statement, const Values&... values) {
  std::optional<Id> id;
  if (statement.start(values...).next() && !statement.is_null(0)) id = statement.integer(0);
  statement.finish();
  return id;
}

}  // namespace

ChosenReport ReportSelection::choose(const SuiteRequest& request) {
  if (request.report) return existing(request);
  const auto project = project_id(request.project);
  ChosenReport chosen{request.project, request.batch ? *request.batch : unused_batch_name(project)};
  const auto batch = batch_id(project, chosen.batch);
  if (const auto found = find_in_batch(batch, request)) {
    chosen.id = *found;
  } else {
    statements_.insert_report.run(batch, labels_text(request.labels), now_ms());
    chosen.id = database_.last_insert_id();
  }
  return chosen;
}

ChosenReport ReportSelection::existing(const SuiteRequest& request) {
  auto& row = statements_.find_report.start(*request.report);
  const auto name = "report " + std::to_string(*request.report);
  if (!row.next()) throw Breach(name + " is unknown");
  const ChosenReport report{row.text(0), row.text(1), *request.report};
  const auto labels = row.text(2);
  row.finish();
  if (report.project != request.project) {
    throw Breach(name + " does not belong to the project '" + request.project + "'");
  }
  if (request.batch && *request.batch != report.batch) {
    throw Breach(name + " does not belong to the batch '" + *request.batch + "'");
  }
  if (!request.labels.empty() && labels_text(request.labels) != labels) {
    throw Breach(name + " has other labels");
  }
  return report;
}

std::optional<Id> ReportSelection::find_in_batch(Id batch, const SuiteRequest& request) {
  if (request.labels.empty()) return find_id(statements_.first_report, batch);
  return find_id(statements_.report_with_labels, batch, labels_text(request.labels));
}

Id ReportSelection::project_id(const std::string& name) {
  if (const auto id = find_id(statements_.find_project, name)) return *id;
  statements_.insert_project.run(name);
  return database_.last_insert_id();
}

Id ReportSelection::batch_id(Id project, const std::string& name) {
  if (const auto id = find_id(statements_.find_batch, project, name)) return *id;
  statements_.insert_batch.run(project, name);
  return database_.last_insert_id();
}

std::string ReportSelection::unused_batch_name(Id project) {
  const auto time = utc_text(now_ms());
  auto name = time;
  for (int i = 2; find_id(statements_.find_batch, project, name); ++i) {
    name = time + " (" + std::to_string(i) + ")";
  }
  return name;
}

}  // namespace local_center
