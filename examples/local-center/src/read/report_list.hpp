#pragma once

#include "../store/database.hpp"

#include <nlohmann/json.hpp>

namespace local_center {

/// All reports, the newest first: [{id, project, batch, labels: [{key, value}], time, result,
/// elements: {kind: N}, events: {type: N}}]
nlohmann::json report_list(Database& database);

}  // namespace local_center
