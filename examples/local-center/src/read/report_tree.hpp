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
///   event: {type, message, detail, sequence, time} and where it has them
///          location: {uri, line}, trace: [{uri, line}], vp: {uri, attachment: file},
///          attachment: file, screenshot: file
///   file: {name, mime, size, url}
/// Children and events are in the order they came; `sequence` orders the two among each other.
std::optional<nlohmann::json> report_tree(Database& database, Id report);

}  // namespace local_center
