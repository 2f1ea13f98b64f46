#pragma once

#include "../result.hpp"
#include "database.hpp"

namespace local_center {

/// Keeps each element's result, and how many tests came to which, up to date with every upload: a
/// page that looks every 100 ms must not add up all events. Call it within a transaction.
///
/// A test is a case, or a feature that stands directly in a suite.
class RollUp {
 public:
  explicit RollUp(Database& database);

  /// A test without any result yet is new in `suite`.
  void add_test(Id report, Id suite, Id sequence);

  void add_event(Id report, Id element, Result result, Id sequence);

 private:
  void climb(Id report, Id element, Result result, Id sequence);
  void tally(Id report, Id suite, Result result, Id difference);

  Statement count_event_;
  Statement read_;
  Statement set_result_;
  Statement tally_;
  Statement touch_;
};

}  // namespace local_center
