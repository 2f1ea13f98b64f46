#pragma once

#include "../model.hpp"
#include "database.hpp"
#include "statements.hpp"

#include <optional>
#include <string>

namespace local_center {

struct ChosenReport {
  std::string project;
  std::string batch;
  Id id = 0;
};

/// Finds or makes the report a suite belongs to. Call it within a transaction.
class ReportSelection {
 public:
  ReportSelection(Database& database, Statements& statements)
      : database_(database), statements_(statements) {}

  /// Throws Breach when the request names a report that does not fit the rest of it.
  ChosenReport choose(const SuiteRequest& request);

 private:
  ChosenReport existing(const SuiteRequest& request);
  std::optional<Id> find_in_batch(Id batch, const SuiteRequest& request);
  Id project_id(const std::string& name);
  Id batch_id(Id project, const std::string& name);
  std::string unused_batch_name(Id project);

  Database& database_;
  Statements& statements_;
};

}  // namespace local_center
