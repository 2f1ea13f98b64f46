#pragma once

#include "../store/database.hpp"

#include <nlohmann/json.hpp>

#include <optional>

namespace local_center {

/// All reports, the newest first, or the one with this id: [{id, project, batch, labels: [{key,
/// value}], time, updated, result, elements: {kind: N}, events: {type: N}, tests: {result:
/// N}}]. `updated` is when the last upload came, `quiet` for how many milliseconds there has been
/// none.
nlohmann::json report_list(Database& database, std::optional<Id> report = std::nullopt);

}  // namespace local_center
