#pragma once

#include "../store/database.hpp"

#include <nlohmann/json.hpp>

#include <optional>

namespace local_center {

/// Which of a report's elements: those made after the element `after`, in the order they were made;
/// or those that changed since the version `since`, in the order they changed.
struct ElementsQuery {
  Id report = 0;
  Id after = 0;
  std::optional<Id> since;
  Id limit = 0;
};

/// {version, more, elements: [{runId, parent, kind, name, sequence, time, result, own, events,
/// tests}]} without texts that are long. `own` is the result of the element's own events, `events`
/// their number, `tests` ({result: N}) what a suite has. Ask again, with the last runId as `after`
/// or with `version` as `since`, as long as there are `more`; `version` is then what later changes
/// are since.
nlohmann::json read_elements(Database& database, const ElementsQuery& query);

/// One element with all its texts, and `events` as {type: N}; nothing when there is no such
/// element.
std::optional<nlohmann::json> read_element(Database& database, Id run);

}  // namespace local_center
