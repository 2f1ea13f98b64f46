// The home-made harness among the examples, as a user runs it.

#include "integration/reporter/tree.hpp"
#include "support/local_center/local_center_process.hpp"
#include "support/program/program.hpp"
#include "support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace testcenter::test {
namespace {

TEST(PlainExample, ReportsFeatureScenariosAndSteps) {
  const LocalCenterProcess center;
  const TemporaryFolder spool;
  const ProgramRun run = run_program({PLAIN_EXAMPLE}, {{"TESTCENTER_URL", center.url()},
                                                       {"TESTCENTER_SPOOL_DIR", spool.path("s")}});
  EXPECT_EQ(1, run.exit_code);  // one scenario fails on purpose
  EXPECT_EQ(0, center.get_json("/api/status")["breaches"].get<int>());
  const auto report = center.get_json("/api/reports/1");
  const auto lines = outline(report);
  EXPECT_EQ("FAIL", report.at("result").get<std::string>());
  EXPECT_THAT(lines, testing::Contains("    feature A door can be opened, closed and locked"))
      << report.dump(2);
  EXPECT_THAT(lines, testing::Contains(testing::StartsWith("          FAIL ")));
}

}  // namespace
}  // namespace testcenter::test
