#include "catch2/driver/catch2_account.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <stdexcept>

namespace testcenter::test {
namespace {

using nlohmann::json;

/// Names of odd bytes are written in several ways; what all agree on is the rest.
std::string plain(const std::string& name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool is_escape = name.compare(i, 2, "\\x") == 0;
    if (is_escape) i += 3;
    const auto c = static_cast<unsigned char>(name[i]);
    if (!is_escape && c >= 0x20 && c < 0x7F) text += name[i];
  }
  return text;
}

void count(const pugi::xml_node& element, CaseAccount& account) {
  for (const auto& child : element.children()) {
    const std::string name = child.name();
    if (name == "Expression") {
      ++(child.attribute("success").as_bool() ? account.passed : account.not_passed);
    } else if (name == "Failure" || name == "Warning" || name == "Exception") {
      ++account.not_passed;
    } else if (name == "Skip") {
      account.has_skips = true;
    } else if (name == "OverallResult") {
      account.is_good = child.attribute("success").as_bool();
    } else if (name == "Section") {
      count(child, account);
    }
  }
}

bool is_closing(const std::string& message) {
  return message.rfind("Passed in ", 0) == 0 || message.rfind("Failed in ", 0) == 0;
}

bool is_expression(const std::string& message) {
  return message.size() > 2 && message.compare(message.size() - 2, 2, " )") == 0;
}

void count(const json& element, CaseAccount& account, Catch2Account& all) {
  for (const auto& event : element["events"]) {
    const std::string type = event["type"];
    const std::string message = event["message"];
    if (type == "PASS" && !is_closing(message)) {
      ++all.successes;
      account.passed += is_expression(message) ? 1 : 0;
    } else if (type == "FAIL" || type == "ERROR" || type == "FATAL") {
      ++all.failures;
      ++account.not_passed;
      account.is_good = false;
    } else if (type == "XPASS") {
      account.is_good = false;  // Catch2 counts the case, and no assertion
    } else if (type == "XFAIL") {
      ++all.expected_failures;
      ++account.not_passed;
    } else if (type == "WARNING") {
      ++account.not_passed;
    } else if (type == "SKIPPED") {
      account.has_skips = true;
    }
  }
  for (const auto& child : element["children"]) count(child, account, all);
}

/// Whatever its sections are.
bool is_skipped(const json& element) {
  const auto& events = element["events"];
  return std::any_of(events.begin(), events.end(),
                     [](const json& event) { return event["type"] == "SKIPPED"; });
}

}  // namespace

Catch2Account catch2_account(const std::string& xml_file) {
  pugi::xml_document document;
  const auto parsed = document.load_file(xml_file.c_str());
  if (!parsed) throw std::runtime_error(xml_file + ": " + parsed.description());
  Catch2Account account;
  for (const auto& found : document.select_nodes("//TestCase")) {
    CaseAccount test{plain(found.node().attribute("name").as_string()), 0, 0, false, true};
    count(found.node(), test);
    account.cases.push_back(test);
  }
  // v2 sums up its one group, and then all of them.
  const auto sums = document.document_element().child("OverallResults");
  account.successes = sums.attribute("successes").as_int();
  account.failures = sums.attribute("failures").as_int();
  account.expected_failures = sums.attribute("expectedFailures").as_int();
  const auto cases = document.document_element().child("OverallResultsCases");
  account.skipped_cases = cases.attribute("skips").as_int();
  return account;
}

Catch2Account center_account(const json& report) {
  Catch2Account account;
  for (const auto& suite : report["elements"]) {
    for (const auto& element : suite["children"]) {
      CaseAccount test{plain(element["name"]), 0, 0, false, true};
      count(element, test, account);
      account.skipped_cases += is_skipped(element) && test.is_good ? 1 : 0;
      account.cases.push_back(test);
    }
  }
  return account;
}

std::string text_of(const Catch2Account& account) {
  std::string text;
  for (const auto& test : account.cases) {
    text += test.name + ": " + std::to_string(test.passed) + " passed, " +
            std::to_string(test.not_passed) + " not, " + (test.has_skips ? "with skips, " : "") +
            (test.is_good ? "good" : "failed") + "\n";
  }
  return text + "in all " + std::to_string(account.successes) + " passed, " +
         std::to_string(account.failures) + " failed, " +
         std::to_string(account.expected_failures) + " expectedly, " +
         std::to_string(account.skipped_cases) + " cases skipped\n";
}

}  // namespace testcenter::test
