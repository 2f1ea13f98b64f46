#include "googletest/driver/framework_account.hpp"

#include "temporary_folder.hpp"

#include <algorithm>
#include <stdexcept>

namespace testcenter::test {
namespace {

using nlohmann::json;

/// With U+FFFD for each invalid byte.
std::string repaired(const std::string& bytes) {
  return json::parse(json(bytes).dump(-1, ' ', false, json::error_handler_t::replace));
}

/// GoogleTest writes each byte that is no ASCII as a character of its own: \u00c3\u00b6 for
/// "\u00f6".
std::string bytes_of(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const bool is_pair = (lead & 0xFC) == 0xC0 && i + 1 < text.size();
    bytes += is_pair ? static_cast<char>(lead << 6 | (text[++i] & 0x3F)) : text[i];
  }
  return bytes;
}

std::string named(const std::string& name) { return name.empty() ? "(unnamed)" : name; }

std::string name_of(const json& test_or_suite) {
  return named(repaired(bytes_of(test_or_suite["name"].get<std::string>())));
}

int failures_of(const json& test) {
  return static_cast<int>(test.value("failures", json::array()).size());
}

/// GoogleTest's place for failures outside of the tests: a test that has no class.
bool is_suite_failure(const json& test) { return test["classname"].get<std::string>().empty(); }

CaseAccount case_of(const json& test) {
  CaseAccount account{name_of(test), failures_of(test)};
  account.disabled = test["status"] == "NOTRUN";
  account.skipped = test["status"] == "SKIPPED" || test.value("result", "") == "SKIPPED";
  return account;
}

SuiteAccount suite_of(const json& suite) {
  SuiteAccount account{name_of(suite), {}};
  for (const auto& test : suite["testsuite"]) {
    if (is_suite_failure(test) && !suite["name"].get<std::string>().empty()) {
      account.failures += failures_of(test);
    } else {
      account.cases.push_back(case_of(test));
    }
  }
  return account;
}

int count(const json& element, const char* type) {
  const auto& events = element["events"];
  return static_cast<int>(std::count_if(events.begin(), events.end(),
                                        [=](const json& event) { return event["type"] == type; }));
}

int failures_below(const json& element) {
  int sum = count(element, "FAIL") + count(element, "ERROR") + count(element, "FATAL");
  for (const auto& child : element["children"]) sum += failures_below(child);
  return sum;
}

bool is_disabled(const json& element) {
  return element["events"].size() == 1 && element["events"][0]["message"] == "disabled";
}

CaseAccount reported_case(const json& element) {
  CaseAccount account{element["name"], failures_below(element)};
  account.disabled = is_disabled(element);
  account.skipped = count(element, "SKIPPED") > 0 && account.failures == 0 && !account.disabled;
  return account;
}

std::string text_of(const SuiteAccount& suite) {
  auto text = suite.name + ": " + std::to_string(suite.failures) + " failures\n";
  for (const auto& test : suite.cases) {
    text += "  " + test.name + ": " + std::to_string(test.failures) + " failures" +
            (test.skipped ? ", skipped" : "") + (test.disabled ? ", disabled" : "") + "\n";
  }
  return text;
}

void forget_suite_failures(Account& account) {
  for (auto& suite : account) suite.failures = 0;
}

}  // namespace

Account googletest_account(const std::string& file) {
  const auto content = content_of(file);
  if (content.empty()) throw std::runtime_error("GoogleTest wrote no " + file);
  Account account;
  const auto all = json::parse(repaired(content));
  for (const auto& suite : all["testsuites"]) {
    if (suite["name"] != "NonTestSuiteFailure") account.push_back(suite_of(suite));
  }
  return account;
}

Account center_account(const json& report) {
  Account account;
  for (const auto& element : report["elements"]) {
    if (element["name"] == "Global test environment") continue;
    SuiteAccount suite{element["name"], {}, count(element, "FAIL") + count(element, "ERROR")};
    for (const auto& child : element["children"]) suite.cases.push_back(reported_case(child));
    account.push_back(std::move(suite));
  }
  return account;
}

Account without_disabled(const Account& account) {
  Account rest;
  for (auto suite : account) {
    auto& cases = suite.cases;
    cases.erase(std::remove_if(cases.begin(), cases.end(),
                               [](const CaseAccount& test) { return test.disabled; }),
                cases.end());
    if (!cases.empty()) rest.push_back(std::move(suite));
  }
  return rest;
}

std::string difference(Account reported, Account expected) {
  const bool told = std::any_of(expected.begin(), expected.end(),
                                [](const SuiteAccount& suite) { return suite.failures > 0; });
  if (!told) forget_suite_failures(reported);
  for (std::size_t i = 0; i < std::max(reported.size(), expected.size()); ++i) {
    const auto ours = i < reported.size() ? text_of(reported[i]) : "nothing\n";
    const auto theirs = i < expected.size() ? text_of(expected[i]) : "nothing\n";
    if (ours != theirs) return "reported: " + ours + "expected: " + theirs;
  }
  return {};
}

}  // namespace testcenter::test
