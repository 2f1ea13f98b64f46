#include "support/center_of_a_test.hpp"

#include "support/tree_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace testcenter::test {

void CenterOfATest::expect_no_breach() const {
  const auto status = center_.get_json("/api/status");
  EXPECT_EQ(status["breaches"], 0) << status["lastBreaches"];
}

ProgramRun CenterOfATest::run_here(const Words& words, const Environment& environment) const {
  auto all = environment;
  all.emplace("TESTCENTER_SPOOL_DIR", folder_.make_folder("spool"));
  all.emplace("TESTCENTER_SOURCE_ROOT", SOURCE_ROOT);
  return run_program(words, all);
}

std::vector<nlohmann::json> CenterOfATest::reports() const {
  std::vector<nlohmann::json> all;
  for (const auto& entry : center_.get_json("/api/reports")) {
    all.push_back(center_.get_json("/api/reports/" + std::to_string(entry["id"].get<int>())));
  }
  std::reverse(all.begin(), all.end());
  return all;
}

nlohmann::json CenterOfATest::only_report() const {
  auto all = reports();
  EXPECT_EQ(all.size(), 1u);
  return all.empty() ? nlohmann::json{{"elements", nlohmann::json::array()}} : all.front();
}

std::string CenterOfATest::tree() const { return tree_text(only_report(), SOURCE_ROOT); }

std::string CenterOfATest::tree_of(const std::string& suite) const {
  auto report = only_report();
  auto chosen = nlohmann::json::array();
  for (const auto& element : report["elements"]) {
    if (element["name"] == suite) chosen.push_back(element);
  }
  report["elements"] = chosen;
  return "\n" + tree_text(report, SOURCE_ROOT);
}

Words CenterOfATest::spooled() const {
  Words names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.make_folder("spool"))) {
    names.push_back(entry.path().filename());
  }
  return names;
}

std::string our_lines(const std::string& errors) {
  std::istringstream lines(errors);
  std::string ours;
  for (std::string line; std::getline(lines, line);) {
    const bool is_progress = line.rfind("testcenter: still sending: ", 0) == 0;
    if (line.rfind("testcenter", 0) == 0 && !is_progress) ours += line + "\n";
  }
  return ours;
}

}  // namespace testcenter::test
