#pragma once

#include "../store/database.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace local_center {

/// What EventReader wants of the table `events`.
inline const std::string event_columns =
    "element, type, message, detail, sequence, time, uri, line, trace, vp_uri, vp_file, "
    "attachment, "
    "screenshot";

/// Reads rows of `events` that were selected with event_columns.
///   event: {runId, type, message, detail, sequence, time} and where it has them
///          location: {uri, line}, trace: [{uri, line}], vp: {uri, attachment: file},
///          attachment: file, screenshot: file
///   file: {name, mime, size, url}
class EventReader {
 public:
  explicit EventReader(Database& database);

  nlohmann::json read(const Statement& row);

 private:
  nlohmann::json file(Id id);

  Statement files_;
};

}  // namespace local_center
