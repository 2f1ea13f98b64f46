#pragma once

#include "../store/database.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace local_center {

/// Which of an element's own events: the first behind the sequence `after`, or the last in front of
/// `before`; of these types ("FAIL,ERROR"), or of all; with this text in message or detail, or any.
struct EventsQuery {
  Id element = 0;
  Id after = 0;
  std::optional<Id> before;
  std::string types;
  std::string text;
  Id limit = 0;
};

/// {more, events: [event]} in the order they came; `more` in the direction that was asked for. See
/// EventReader.
nlohmann::json read_events(Database& database, const EventsQuery& query);

/// {more, events: [event]}: what failed in a report, behind the sequence `after`.
nlohmann::json read_failures(Database& database, Id report, Id after, Id limit);

/// What to look for in a report's events, and behind which of them (the `last` of an answer
/// before).
struct EventSearch {
  Id report = 0;
  std::string text;
  Id after = 0;
  Id limit = 0;
};

/// {more, last, hits: [{runId, sequence}]}: the elements that have events with this text in message
/// or detail, and the first such event of each. Capital letters (of English) do not count.
nlohmann::json search_events(Database& database, const EventSearch& search);

}  // namespace local_center
