#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

/// What happened, told twice: by GoogleTest (--gtest_output=json) and by the center.
namespace testcenter::test {

struct CaseAccount {
  std::string name;
  int failures = 0;
  bool skipped = false;
  bool disabled = false;
};

struct SuiteAccount {
  std::string name;
  std::vector<CaseAccount> cases;
  int failures = 0;  ///< outside of every case
};

using Account = std::vector<SuiteAccount>;

/// The first suites that are not the same, both of them; nothing if all are. Many a GoogleTest
/// keeps failures around the tests to itself: where none is expected, none is compared.
std::string difference(Account reported, Account expected);

/// Of the JSON that GoogleTest wrote to this file (the last iteration, if it repeated).
Account googletest_account(const std::string& file);

/// Of a report; without "Global test environment".
Account center_account(const nlohmann::json& report);

Account without_disabled(const Account& account);

}  // namespace testcenter::test
