#pragma once

#include "../store/database.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace local_center {

/// Which of an element's own events: the first behind the sequence `after`, or the last in front of
/// `before`; of these types ("FAIL,ERROR"), or of all.
struct EventsQuery {
  Id element = 0;
  Id after = 0;
  std::optional<Id> before;
  std::string types;
  Id limit = 0;
};

/// {more, events: [event]} in the order they came; `more` in the direction that was asked for. See
/// EventReader.
nlohmann::json read_events(Database& database, const EventsQuery& query);

/// {more, events: [event]}: what failed in a report, behind the sequence `after`.
nlohmann::json read_failures(Database& database, Id report, Id after, Id limit);

/// {more, hits: [{runId, sequence}]}: the events of a report whose message or detail has this text,
/// where capital letters (of English) do not count.
nlohmann::json search_events(Database& database, Id report, const std::string& text, Id limit);

}  // namespace local_center
