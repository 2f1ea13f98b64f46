#include "statements.hpp"

namespace local_center {

Statements::Statements(Database& database)
    : find_project(database, "SELECT id FROM projects WHERE name = ?"),
      insert_project(database, "INSERT INTO projects (name) VALUES (?)"),
      find_batch(database, "SELECT id FROM batches WHERE project = ? AND name = ?"),
      insert_batch(database, "INSERT INTO batches (project, name) VALUES (?, ?)"),
      find_report(database,
                  "SELECT p.name, b.name, r.labels FROM reports r JOIN batches b ON b.id = r.batch "
                  "JOIN projects p ON p.id = b.project WHERE r.id = ?"),
      first_report(database, "SELECT min(id) FROM reports WHERE batch = ?"),
      report_with_labels(database, "SELECT min(id) FROM reports WHERE batch = ? AND labels = ?"),
      insert_report(database,
                    "INSERT INTO reports (batch, labels, time, updated) VALUES (?, ?, ?3, ?3)"),
      find_element(database, "SELECT report, kind FROM elements WHERE id = ?"),
      path_to_last_element(
          database,
          "WITH RECURSIVE path (id, parent) AS ("
          "SELECT id, parent FROM elements WHERE id = (SELECT max(id) FROM elements WHERE report "
          "= ?) UNION ALL SELECT e.id, e.parent FROM elements e JOIN path ON e.id = path.parent) "
          "SELECT id FROM path ORDER BY id"),
      insert_element(database,
                     "INSERT INTO elements (report, parent, kind, name, summary, description, "
                     "sequence, changed, time, is_test) VALUES (?, ?, ?, ?, ?, ?, ?7, ?7, ?8, ?9)"),
      update_report(database, "UPDATE reports SET updated = ? WHERE id = ?"),
      insert_file(database, "INSERT INTO files (name, mime, content) VALUES (?, ?, ?)"),
      insert_event(database,
                   "INSERT INTO events (report, element, type, message, detail, uri, line, trace, "
                   "vp_uri, vp_file, attachment, screenshot, sequence, time) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      add_count(database,
                "INSERT INTO counts (report, what, count) VALUES (?, ?, 1) "
                "ON CONFLICT (report, what) DO UPDATE SET count = count + 1"),
      last_sequence(database,
                    "SELECT max("
                    "coalesce((SELECT sequence FROM elements ORDER BY id DESC LIMIT 1), 0), "
                    "coalesce((SELECT sequence FROM events ORDER BY id DESC LIMIT 1), 0))") {}

}  // namespace local_center
