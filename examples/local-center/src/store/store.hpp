#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "../breach.hpp"
#include "../model.hpp"
#include "database.hpp"
#include "open_path.hpp"
#include "statements.hpp"

namespace local_center {

struct SuiteAnswer {
  std::string project;
  std::string batch;
  Id report = 0;
  Id run = 0;
};

/// All results, and the rules that need to know what was sent before. Thread-safe; every call is
/// one transaction, and throws Breach (nothing is stored then) or DatabaseError.
class Store {
 public:
  /// `on_change` is told the report after each change, on the thread that made it.
  Store(const std::string& database_file, std::function<void(Id report)> on_change);

  SuiteAnswer add_suite(const SuiteRequest& request);
  Id add_element(Kind kind, const ElementRequest& request);

  /// One answer for each entry, in order: nothing when the event was stored, else the breach. A
  /// refused entry does not touch the others. Only files that a stored event names are stored.
  std::vector<std::optional<Breach>> add_events(
      const std::vector<std::variant<Event, Breach>>& entries, const std::vector<File>& files);

  /// Runs `read(Database&)` while nothing changes and returns what it returns.
  template <typename Read>
  auto read(const Read& read) {
    const std::lock_guard lock(mutex_);
    return read(database_);
  }

 private:
  class StoredFiles;
  struct Element {
    Id report = 0;
    Kind kind = Kind::suite;
  };
  struct Place {
    Id report = 0;
    std::string batch;
  };

  Place place_of(const SuiteRequest& request);
  Place existing_report(const SuiteRequest& request);
  Id project_id(const std::string& name);
  Id batch_id(Id project, const std::string& name);
  std::string new_batch_name(Id project);
  Id make_report(Id batch, const std::string& labels);

  Element element(Id run);
  OpenPath& path_of(Id report);
  Id insert_element(Id report, std::optional<Id> parent, Kind kind, const Test& test);
  Id insert_event(const Event& event, StoredFiles& files);
  void count(Id report, const std::string& what);

  std::mutex mutex_;
  Database database_;
  Statements statements_;
  std::unordered_map<Id, OpenPath> paths_;
  Id sequence_ = 0;
  std::function<void(Id)> on_change_;
};

}  // namespace local_center
