#include "schema.hpp"

namespace local_center {
namespace {

constexpr Id schema_version = 3;

// `sequence` runs on over elements and events, so that their common order can be shown.
// `time` is when the request came, in milliseconds since 1970.
// `own` is the result of an element's own events, `result` that of all that is in it (class Result
// as numbers); `changed` is the sequence at which one of them, or the number of its events, last
// changed. `counts` says how many elements of each kind and events of each type a report has,
// `tallies` how many tests of a suite (0: of the whole report) came to which result: counting
// millions of rows for every look at the list would hold up the uploads. `identity` tells this
// database from any other: their numbers all begin at 1.
constexpr const char* tables = R"sql(
CREATE TABLE identity (id TEXT NOT NULL);
INSERT INTO identity VALUES (lower(hex(randomblob(16))));

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
  time INTEGER NOT NULL,
  updated INTEGER NOT NULL);
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
  time INTEGER NOT NULL,
  is_test INTEGER NOT NULL,
  own INTEGER NOT NULL DEFAULT 0,
  result INTEGER NOT NULL DEFAULT 0,
  events INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL);
CREATE INDEX elements_of_report ON elements (report);
CREATE INDEX changes_of_report ON elements (report, changed);

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
CREATE INDEX events_of_element ON events (element, sequence, type);
CREATE INDEX failures_of_report ON events (report, sequence)
  WHERE type IN ('FATAL', 'ERROR', 'FAIL', 'XPASS');

CREATE TABLE counts (
  report INTEGER NOT NULL REFERENCES reports,
  what TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (report, what)) WITHOUT ROWID;

CREATE TABLE tallies (
  report INTEGER NOT NULL REFERENCES reports,
  suite INTEGER NOT NULL,
  result INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (report, suite, result)) WITHOUT ROWID;

PRAGMA user_version = 3;
)sql";

Id number(Database& database, const char* sql) {
  Statement statement(database, sql);
  return statement.start().next() ? statement.integer(0) : 0;
}

[[noreturn]] void refuse() {
  throw DatabaseError("it is not a database of this version of local-center");
}

void prepare_schema(Database& database) {
  Transaction transaction(database);
  const auto version = number(database, "PRAGMA user_version");
  if (version == schema_version) return;
  if (version != 0 || number(database, "SELECT count(*) FROM sqlite_master") != 0) refuse();
  database.execute(tables);
  transaction.commit();
}

bool is_in_wal_mode(Database& database) {
  Statement statement(database, "PRAGMA journal_mode");
  return statement.start().next() && statement.text(0) == "wal";
}

/// Keeps writers out for as long as it is shown, which in WAL mode every reader does by itself.
void keep_for_reading(Database& database) {
  if (!is_in_wal_mode(database)) database.execute("PRAGMA locking_mode = EXCLUSIVE");
  if (number(database, "PRAGMA user_version") != schema_version) refuse();
}

/// A center that was killed leaves a file that is whole only together with those beside it.
bool lacks_files_beside_it(Database& database) {
  const auto code = sqlite3_errcode(database.handle());
  return code == SQLITE_READONLY || code == SQLITE_CANTOPEN;
}

Database open_to_read(const std::string& file) {
  Database database(file, true);
  try {
    keep_for_reading(database);
  } catch (const DatabaseError& error) {
    if (!lacks_files_beside_it(database)) throw;
    throw DatabaseError(std::string(error.what()) +
                        "; its center did not end by itself: open it once without --read-only, "
                        "where its folder can be written to");
  }
  return database;
}

}  // namespace

Database open_database(const std::string& file, bool read_only) {
  if (read_only) return open_to_read(file);
  Database database(file);
  prepare_schema(database);
  return database;
}

}  // namespace local_center
