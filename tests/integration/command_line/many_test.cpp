// A tree of one-test processes, as gtest_discover_tests() makes it, under ctest.

#include "integration/command_line/reporter_program.hpp"
#include "support/full_counts.hpp"
#include "support/local_center/local_center_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <set>
#include <sstream>

namespace testcenter::test {
namespace {

using nlohmann::json;

/// The names of the program's tests: `A/Small.Test/0`.
std::vector<std::string> tests_of(const ReporterProgram& program) {
  const ProgramRun listed = program.other({MANY_PROGRAM, "--gtest_list_tests"});
  std::istringstream lines(listed.out);
  std::vector<std::string> names;
  std::string suite;
  for (std::string line; std::getline(lines, line);) {
    const std::string word = line.substr(0, line.find("  #"));
    if (line.rfind("  ", 0) == 0) {
      names.push_back(suite + word.substr(2));
    } else if (line.find('.') != std::string::npos) {
      suite = word;
    }
  }
  return names;
}

/// What gtest_discover_tests() writes for them.
void write_ctest_file(const ReporterProgram& program, const std::vector<std::string>& names) {
  std::string content;
  for (const std::string& name : names) {
    content +=
        "add_test([=[" + name + "]=] \"" MANY_PROGRAM "\" [==[--gtest_filter=" + name + "]==])\n";
  }
  program.folder().write("tree/CTestTestfile.cmake", content);
}

TEST(ManyProcesses, UnderCTestMakeOneReport) {
  const LocalCenterProcess center;
  ReporterProgram program(center.url());
  std::vector<std::string> names = tests_of(program);
  ASSERT_EQ(500U, names.size());
  if (!full_counts()) names.resize(120);  // A, B and a part of C
  write_ctest_file(program, names);
  const std::string output = program.folder().path("result.json");
  RunningProgram run({REPORTER_PROGRAM, "run", "--project", "Many", "--output", output, "--",
                      CTEST_PROGRAM, "-j8", "-Q", "--test-dir", program.folder().path("tree")},
                     program.environment());
  EXPECT_EQ(8, run.wait()) << "ctest's own, for tests that failed";
  const json result = json::parse(content_of(output));
  const std::size_t thirteens = full_counts() ? 10 : 3;
  EXPECT_EQ(names.size(), result["processes"]);
  EXPECT_EQ(names.size(), result["cases"]);
  EXPECT_EQ(thirteens, result["failed_cases"]);
  EXPECT_TRUE(adds_up(result["counts"]));
  EXPECT_EQ(0, result["counts"]["pending"]);
  EXPECT_THAT(program.kept(), testing::IsEmpty());

  ASSERT_THAT(center.get_json("/api/reports"), testing::SizeIs(1));
  const json report = center.get_json("/api/reports/1");
  std::set<std::string> cases;
  std::map<std::string, int> suites;
  for (const json& suite : report["elements"]) {
    ++suites[suite["name"]];
    for (const json& test_case : suite["children"]) {
      cases.insert(suite["name"].get<std::string>() + "." + test_case["name"].get<std::string>());
    }
  }
  EXPECT_EQ(names.size(), cases.size()) << "each test once";
  // A suite comes again only where a process of the next one began before one of it.
  int elements = 0;
  for (const auto& [name, count] : suites) elements += count;
  std::cout << elements << " suites at the server for " << suites.size() << " suites of "
            << names.size() << " processes" << std::endl;
  EXPECT_LE(elements, static_cast<int>(suites.size()) * 3);
  EXPECT_EQ(0, center.get_json("/api/status")["breaches"].get<int>());
}

}  // namespace
}  // namespace testcenter::test
