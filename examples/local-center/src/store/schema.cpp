#include "schema.hpp"

namespace local_center {
namespace {

constexpr Id schema_version = 1;

// `sequence` runs on over elements and events, so that their common order can be shown.
// `time` is when the request came, in milliseconds since 1970.
// `counts` says how many elements of each kind and events of each type a report has: counting
// millions of rows for every look at the list would hold up the uploads.
constexpr const char* tables = R"sql(
CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE batches (
  id INTEGER PRIMARY KEY,
  project INTEGER NOT NULL REFERENCES projects,
  name TEXT NOT NULL,
  UNIQUE (project, name));

CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batches,
  labels TEXT NOT NULL, -- JSON, sorted by key: equal text is an equal set
  time INTEGER NOT NULL);
CREATE INDEX reports_of_batch ON reports (batch, labels);

CREATE TABLE elements (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports,
  parent INTEGER REFERENCES elements,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  description TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  time INTEGER NOT NULL);
CREATE INDEX elements_of_report ON elements (report);

CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  mime TEXT NOT NULL,
  content BLOB NOT NULL);

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports,
  element INTEGER NOT NULL REFERENCES elements,
  type TEXT NOT NULL,
  message TEXT NOT NULL,
  detail TEXT NOT NULL,
  uri TEXT,
  line INTEGER,
  trace TEXT, -- JSON, as it was sent
  vp_uri TEXT,
  vp_file INTEGER REFERENCES files,
  attachment INTEGER REFERENCES files,
  screenshot INTEGER REFERENCES files,
  sequence INTEGER NOT NULL,
  time INTEGER NOT NULL);
CREATE INDEX events_of_report ON events (report);

CREATE TABLE counts (
  report INTEGER NOT NULL REFERENCES reports,
  what TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (report, what)) WITHOUT ROWID;

PRAGMA user_version = 1;
)sql";

Id number(Database& database, const char* sql) {
  Statement statement(database, sql);
  return statement.start().next() ? statement.integer(0) : 0;
}

}  // namespace

void prepare_schema(Database& database) {
  Transaction transaction(database);
  const auto version = number(database, "PRAGMA user_version");
  if (version == schema_version) return;
  if (version != 0 || number(database, "SELECT count(*) FROM sqlite_master") != 0) {
    throw DatabaseError("it is not a database of this version of local-center");
  }
  database.execute(tables);
  transaction.commit();
}

}  // namespace local_center
