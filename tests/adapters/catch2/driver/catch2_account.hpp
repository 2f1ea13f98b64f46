#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace testcenter::test {

/// What was counted of a case.
struct CaseAccount {
  std::string name;
  int passed = 0;          ///< expressions; SUCCEED stands in no list
  int not_passed = 0;      ///< failures, expected or not, exceptions and warnings
  bool has_skips = false;  ///< in it or its sections
  bool is_good = true;
};

struct Catch2Account {
  std::vector<CaseAccount> cases;
  // Assertions of all cases, as Catch2 sums them up:
  int successes = 0;
  int failures = 0;
  int expected_failures = 0;
  int skipped_cases = 0;
};

/// What Catch2's own reporter wrote: `-s -r xml -o FILE`.
Catch2Account catch2_account(const std::string& xml_file);

/// The same of a report in the local center.
Catch2Account center_account(const nlohmann::json& report);

/// A line each, for comparing.
std::string text_of(const Catch2Account& account);

}  // namespace testcenter::test
