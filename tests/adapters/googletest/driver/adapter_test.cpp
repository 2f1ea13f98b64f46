#include "googletest/driver/adapter_test.hpp"

#include "support/tree_text.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

namespace testcenter::test {

bool GoogleTestBuild::is_at_least(int minor) const {
  if (version.rfind("1.", 0) != 0) return true;
  return std::atoi(version.c_str() + 2) >= minor;
}

void AdapterTest::TearDown() {
  const auto status = center_.get_json("/api/status");
  EXPECT_EQ(status["breaches"], 0) << status["lastBreaches"];
}

ProgramRun AdapterTest::run_reporting(const std::string& program, const Words& arguments,
                                      const Environment& more) const {
  auto environment = more;
  environment.emplace("TESTCENTER_URL", center_url());
  return run(program, arguments, environment);
}

ProgramRun AdapterTest::run_alone(const std::string& program, const Words& arguments,
                                  const Environment& more) const {
  return run(program, arguments, more);
}

ProgramRun AdapterTest::run(const std::string& program, const Words& arguments,
                            const Environment& environment) const {
  auto all = environment;
  all.emplace("TESTCENTER_SPOOL_DIR", folder_.make_folder("spool"));
  all.emplace("TESTCENTER_SOURCE_ROOT", SOURCE_ROOT);
  // Older ones look for the direction of the stack, in a way that this check leads astray.
  if (!is_at_least(11)) all.emplace("ASAN_OPTIONS", "detect_stack_use_after_return=0");
  Words words = {GetParam().folder + "/" + program, "--gtest_print_time=0"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_program(words, all);
}

std::vector<nlohmann::json> AdapterTest::reports() const {
  std::vector<nlohmann::json> all;
  for (const auto& entry : center_.get_json("/api/reports")) {
    all.push_back(center_.get_json("/api/reports/" + std::to_string(entry["id"].get<int>())));
  }
  std::reverse(all.begin(), all.end());
  return all;
}

nlohmann::json AdapterTest::only_report() const {
  auto all = reports();
  EXPECT_EQ(all.size(), 1u);
  return all.empty() ? nlohmann::json{{"elements", nlohmann::json::array()}} : all.front();
}

std::string AdapterTest::tree() const { return tree_text(only_report(), SOURCE_ROOT); }

std::string AdapterTest::tree_of(const std::string& suite) const {
  auto report = only_report();
  auto chosen = nlohmann::json::array();
  for (const auto& element : report["elements"]) {
    if (element["name"] == suite) chosen.push_back(element);
  }
  report["elements"] = chosen;
  return "\n" + tree_text(report, SOURCE_ROOT);
}

Words AdapterTest::spooled() const {
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
    if (line.rfind("testcenter", 0) == 0) ours += line + "\n";
  }
  return ours;
}

}  // namespace testcenter::test
