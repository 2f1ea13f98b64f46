#pragma once

#include "../model.hpp"
#include "../store/database.hpp"

#include <nlohmann/json.hpp>

#include <optional>

namespace local_center {

/// One report with everything in it, or nothing when there is no such report:
///   {id, project, batch, labels: [{key, value}], time, result, elements: [element]}
///   element: {runId, kind, name, summary, description, sequence, time, result,
///             children: [element], events: [event]}
///   event: see EventReader
/// Children and events are in the order they came; `sequence` orders the two among each other.
std::optional<nlohmann::json> report_tree(Database& database, Id report);

}  // namespace local_center
