#include "event_json.hpp"

namespace local_center {

using nlohmann::json;

EventReader::EventReader(Database& database)
    : files_(database, "SELECT name, mime, length(content) FROM files WHERE id = ?") {}

json EventReader::file(Id id) {
  files_.start(id);
  files_.next();
  json file = {{"name", files_.text(0)},
               {"mime", files_.text(1)},
               {"size", files_.integer(2)},
               {"url", "/api/attachments/" + std::to_string(id)}};
  files_.finish();
  return file;
}

json EventReader::read(const Statement& row) {
  json event = {{"runId", row.integer(0)}, {"type", row.text(1)},        {"message", row.text(2)},
                {"detail", row.text(3)},   {"sequence", row.integer(4)}, {"time", row.integer(5)}};
  if (!row.is_null(6)) event["location"] = {{"uri", row.text(6)}, {"line", row.integer(7)}};
  if (!row.is_null(8)) event["trace"] = json::parse(row.text(8));
  if (!row.is_null(9)) event["vp"] = {{"uri", row.text(9)}};
  if (!row.is_null(10)) event["vp"]["attachment"] = file(row.integer(10));
  if (!row.is_null(11)) event["attachment"] = file(row.integer(11));
  if (!row.is_null(12)) event["screenshot"] = file(row.integer(12));
  return event;
}

}  // namespace local_center
