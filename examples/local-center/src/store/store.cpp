#include "store.hpp"

#include "../clock.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace local_center {
namespace {

// Sections may nest without end; who shows a tree should not have to.
constexpr std::size_t deepest_element = 200;

/// A case, or a feature that stands directly in a suite.
bool is_test(Kind kind, Kind parent) {
  return parent == Kind::suite && (kind == Kind::test_case || kind == Kind::feature);
}

std::optional<std::string> trace_text(const std::vector<Location>& trace) {
  if (trace.empty()) return std::nullopt;
  auto array = nlohmann::json::array();
  for (const auto& frame : trace) array.push_back({{"uri", frame.uri}, {"line", frame.line}});
  return array.dump();
}

}  // namespace

/// The files of one request: checked by name, stored once, when the first event needs them.
class Store::StoredFiles {
 public:
  StoredFiles(Database& database, Statement& insert, const std::vector<File>& files)
      : database_(database), insert_(insert) {
    for (const auto& file : files) files_[file.name] = {&file, std::nullopt};
  }

  void check(const Event& event) const {
    check_uploaded(event.attachment);
    check_uploaded(event.screenshot);
    if (event.vp) check_uploaded(event.vp->file);
    check_image(event.screenshot);
  }

  /// Nothing for the empty name.
  std::optional<Id> id_of(const std::string& name) {
    if (name.empty()) return std::nullopt;
    auto& [file, id] = files_.at(name);
    if (!id) {
      insert_.run(file->name, file->mime, Blob{file->content});
      id = database_.last_insert_id();
    }
    return id;
  }

 private:
  void check_uploaded(const std::string& name) const {
    if (name.empty() || files_.count(name) != 0) return;
    throw Breach("the file '" + name + "' was not uploaded with this request");
  }

  void check_image(const std::string& name) const {
    if (name.empty()) return;
    const auto& mime = files_.at(name).first->mime;
    if (mime.rfind("image/", 0) == 0) return;
    throw Breach("the screenshot '" + name + "' is no image: its type is '" + mime + "'");
  }

  Database& database_;
  Statement& insert_;
  std::unordered_map<std::string, std::pair<const File*, std::optional<Id>>> files_;
};

Store::Store(Database database, std::function<void(Id)> on_change)
    : database_(std::move(database)),
      statements_(database_),
      selection_(database_, statements_),
      roll_up_(database_),
      on_change_(std::move(on_change)) {
  auto& row = statements_.last_sequence.start();
  row.next();
  sequence_ = row.integer(0);
  row.finish();
  Statement identity(database_, "SELECT id FROM identity");
  identity.start().next();
  identity_ = identity.text(0);
}

SuiteAnswer Store::add_suite(const SuiteRequest& request) {
  SuiteAnswer answer;
  {
    const std::lock_guard lock(mutex_);
    Transaction transaction(database_);
    answer.report = selection_.choose(request);
    auto& path = path_of(answer.report.id);
    answer.run = insert_element(answer.report.id, std::nullopt, Kind::suite, request.test, false);
    transaction.commit();
    path.open(std::nullopt, answer.run);
  }
  on_change_(answer.report.id);
  return answer;
}

Id Store::add_element(Kind kind, const ElementRequest& request) {
  Element parent;
  Id run = 0;
  {
    const std::lock_guard lock(mutex_);
    Transaction transaction(database_);
    parent = element(request.parent);
    check_parent(parent.kind, kind);
    auto& path = path_of(parent.report);
    path.check_open(request.parent);
    if (path.depth_of(request.parent) >= deepest_element) {
      throw Breach("more than " + std::to_string(deepest_element) + " elements inside each other");
    }
    run = insert_element(parent.report, request.parent, kind, request.test,
                         is_test(kind, parent.kind));
    transaction.commit();
    path.open(request.parent, run);
  }
  on_change_(parent.report);
  return run;
}

std::vector<std::optional<Breach>> Store::add_events(
    const std::vector<std::variant<Event, Breach>>& entries, const std::vector<File>& files) {
  std::vector<std::optional<Breach>> answers;
  std::set<Id> changed;
  {
    const std::lock_guard lock(mutex_);
    Transaction transaction(database_);
    StoredFiles stored_files(database_, statements_.insert_file, files);
    for (const auto& entry : entries) {
      answers.push_back(std::get_if<Breach>(&entry) ? std::get<Breach>(entry)
                                                    : std::optional<Breach>());
      if (answers.back()) continue;
      try {
        changed.insert(insert_event(std::get<Event>(entry), stored_files));
      } catch (const Breach& breach) {
        answers.back() = breach;
      }
    }
    for (const auto report : changed) statements_.update_report.run(now_ms(), report);
    transaction.commit();
  }
  for (const auto report : changed) on_change_(report);
  return answers;
}

Store::Element Store::element(Id run) {
  auto& row = statements_.find_element.start(run);
  if (!row.next()) throw Breach("run " + std::to_string(run) + " is unknown");
  const Element element{row.integer(0), *kind_from(row.text(1))};
  row.finish();
  return element;
}

/// Kept in memory; after a restart it is what the last element made stands in.
OpenPath& Store::path_of(Id report) {
  const auto known = paths_.find(report);
  if (known != paths_.end()) return known->second;
  OpenPath path;
  std::optional<Id> parent;
  auto& row = statements_.path_to_last_element.start(report);
  while (row.next()) {
    path.open(parent, row.integer(0));
    parent = row.integer(0);
  }
  return paths_.emplace(report, std::move(path)).first->second;
}

Id Store::insert_element(Id report, std::optional<Id> parent, Kind kind, const Test& test,
                         bool is_test) {
  statements_.insert_element.run(report, parent, to_string(kind), test.name, test.summary,
                                 test.description, ++sequence_, now_ms(), Id{is_test});
  const auto run = database_.last_insert_id();
  statements_.add_count.run(report, to_string(kind));
  statements_.update_report.run(now_ms(), report);
  if (is_test) roll_up_.add_test(report, *parent, sequence_);
  return run;
}

/// Returns the report it belongs to. Throws Breach before anything is stored.
Id Store::insert_event(const Event& event, StoredFiles& files) {
  const auto report = element(event.run).report;
  path_of(report).check_open(event.run);
  files.check(event);

  std::optional<std::string> uri, vp_uri;
  std::optional<Id> line, vp_file;
  if (event.location) uri = event.location->uri, line = event.location->line;
  if (event.vp) vp_uri = event.vp->uri, vp_file = files.id_of(event.vp->file);
  statements_.insert_event.run(report, event.run, event.type, event.message, event.detail, uri,
                               line, trace_text(event.trace), vp_uri, vp_file,
                               files.id_of(event.attachment), files.id_of(event.screenshot),
                               ++sequence_, now_ms());
  statements_.add_count.run(report, event.type);
  roll_up_.add_event(report, event.run, result_of(event.type), sequence_);
  return report;
}

}  // namespace local_center
