#pragma once

#include "../breach.hpp"
#include "../model.hpp"
#include "database.hpp"
#include "open_path.hpp"
#include "report_selection.hpp"
#include "roll_up.hpp"
#include "statements.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace local_center {

struct SuiteAnswer {
  ChosenReport report;
  Id run = 0;
};

/// All results, and the rules that need to know what was sent before. Thread-safe; every call is
/// one transaction, and throws Breach (nothing is stored then) or DatabaseError.
class Store {
 public:
  /// `database` has our tables. `on_change` is told the report after each change, on the thread
  /// that made it.
  Store(Database database, std::function<void(Id report)> on_change);

  /// What no other database has, and this one keeps over a restart.
  const std::string& identity() const { return identity_; }

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

  Element element(Id run);
  OpenPath& path_of(Id report);
  Id insert_element(Id report, std::optional<Id> parent, Kind kind, const Test& test, bool is_test);
  Id insert_event(const Event& event, StoredFiles& files);

  std::mutex mutex_;
  Database database_;
  Statements statements_;
  ReportSelection selection_;
  RollUp roll_up_;
  std::unordered_map<Id, OpenPath> paths_;
  Id sequence_ = 0;
  std::string identity_;
  std::function<void(Id)> on_change_;
};

}  // namespace local_center
