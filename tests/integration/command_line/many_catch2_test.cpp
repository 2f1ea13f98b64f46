// A tree of one-case processes, made by the script that stands behind catch_discover_tests(), under
// ctest.

#include "integration/command_line/reporter_program.hpp"
#include "integration/reporter/tree.hpp"
#include "support/full_counts.hpp"
#include "support/local_center/local_center_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using nlohmann::json;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::SizeIs;

using Lines = std::vector<std::string>;

constexpr std::size_t cases_of_a_suite = 8;

const Lines suite_lines = {"  case passes",
                           "    PASS CHECK( 1 + 1 == 2 )",
                           "  case has sections",
                           "    PASS CHECK( true )",
                           "    section one",
                           "      section within one",
                           "        PASS CHECK( true )",
                           "    PASS CHECK( true )",
                           "    section two",
                           "      PASS CHECK( true )",
                           "  case is skipped",
                           "    SKIPPED not today",
                           "  case fails",
                           "    FAIL on purpose",
                           "  case fails in one of two sections",
                           "    section good",
                           "      PASS CHECK( true )",
                           "    section bad",
                           "      FAIL in here",
                           "  case is called [so], with a comma; and \\ more",
                           "    PASS CHECK( true )",
                           "  case Scenario: a scenario",
                           "    feature steps",
                           "      scenario a scenario",
                           "        step Given: a thing",
                           "          PASS Passed in T",
                           "        step Then: it is there",
                           "          PASS CHECK( true )",
                           "    PASS Passed in T",
                           "  case is last",
                           "    PASS CHECK( true )"};

class ManyCatch2Processes : public testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(0, center.get_json("/api/status")["breaches"].get<int>()); }

  /// catch_discover_tests(… EXTRA_ARGS --name SUITE PROPERTIES SKIP_RETURN_CODE 4), once a suite;
  /// with REPORTER, if it is not empty.
  void discover(const Lines& suites, const std::string& reporter = {}) const {
    std::string tree;
    for (const std::string& suite : suites) {
      const std::string file = program.folder().path(suite + ".cmake");
      const ProgramRun made = program.other(
          {CMAKE_PROGRAM, "-D", "TEST_EXECUTABLE=" MANY_CATCH2_PROGRAM, "-D",
           "TEST_WORKING_DIR=" + program.folder().path(""), "-D", "TEST_PREFIX=" + suite + ": ",
           "-D", "TEST_EXTRA_ARGS=--name;" + suite, "-D", "TEST_PROPERTIES=SKIP_RETURN_CODE;4",
           "-D", "TEST_REPORTER=" + reporter, "-D", "TEST_LIST=discovered", "-D",
           "CTEST_FILE=" + file, "-P", CATCH_ADD_TESTS});
      ASSERT_EQ(0, made.exit_code) << made.err;
      tree += "include(\"" + file + "\")\n";
    }
    program.folder().write("tree/CTestTestfile.cmake", tree);
  }

  json run_under_ctest(const std::string& at_once) const {
    const std::string output = program.folder().path("result.json");
    const ProgramRun run =
        program.run({"run", "--output", output, "--", CTEST_PROGRAM, "-j" + at_once, "-Q",
                     "--test-dir", program.folder().path("tree")});
    EXPECT_EQ(8, run.exit_code) << "ctest's own, for tests that failed; " << run.err;
    EXPECT_THAT(program.kept(), IsEmpty());
    EXPECT_THAT(center.get_json("/api/reports"), SizeIs(1));
    return json::parse(content_of(output));
  }

  static void expect_counts(const json& result, std::size_t suites) {
    EXPECT_EQ(suites * cases_of_a_suite, result["processes"]);
    EXPECT_EQ(suites * cases_of_a_suite, result["cases"]);
    EXPECT_EQ(suites * 2, result["failed_cases"]);
    EXPECT_EQ(suites, result["skipped_cases"]);
    EXPECT_EQ(0, result["died"]);
    EXPECT_EQ(0, result["counts"]["pending"]);
    EXPECT_TRUE(adds_up(result["counts"]));
  }

  /// Without how long it took, and what a run says of itself: the seed of its random numbers.
  Lines tree() const {
    Lines lines = outline(center.get_json("/api/reports/1"));
    const auto is_of_a_run = [](const std::string& line) {
      return line.rfind("  LOG ", 0) == 0 || line.find("LOG Failed in ") != std::string::npos;
    };
    lines.erase(std::remove_if(lines.begin(), lines.end(), is_of_a_run), lines.end());
    return lines;
  }

  const LocalCenterProcess center;
  const ReporterProgram program{center.url()};
};

TEST_F(ManyCatch2Processes, OneAfterTheOtherMakeEachSuiteOnce) {
  discover({"First", "Second"});
  expect_counts(run_under_ctest("1"), 2);
  Lines expected;
  for (const char* suite : {"suite First", "suite Second"}) {
    expected.emplace_back(suite);
    expected.insert(expected.end(), suite_lines.begin(), suite_lines.end());
  }
  EXPECT_THAT(tree(), ElementsAreArray(expected));
}

TEST_F(ManyCatch2Processes, WhoseReporterIsNamedMakeTheSame) {
  discover({"Only"}, "testcenter");
  expect_counts(run_under_ctest("1"), 1);
  Lines expected = {"suite Only"};
  expected.insert(expected.end(), suite_lines.begin(), suite_lines.end());
  EXPECT_THAT(tree(), ElementsAreArray(expected));
}

TEST_F(ManyCatch2Processes, AtOnceMakeOneReportWithEachCaseOnce) {
  Lines suites;
  for (int i = 1; i <= (full_counts() ? 63 : 5); ++i) suites.push_back("S" + std::to_string(i));
  discover(suites);
  expect_counts(run_under_ctest("8"), suites.size());
  std::map<std::string, std::size_t> cases;
  std::size_t elements = 0;
  const json report = center.get_json("/api/reports/1");
  for (const json& suite : report["elements"]) {
    ++elements;
    cases[suite["name"]] += suite["children"].size();
  }
  ASSERT_THAT(cases, SizeIs(suites.size()));
  for (const std::string& suite : suites) {
    EXPECT_EQ(cases_of_a_suite, cases[suite]) << suite;
  }
  // A suite comes again only where a process of the next one began before one of it.
  EXPECT_LE(elements, suites.size() * 3);
  EXPECT_THAT(tree(), IsSupersetOf(suite_lines));
}

}  // namespace
}  // namespace testcenter::test
