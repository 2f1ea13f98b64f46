// Children that report hard, and die in many ways, while their parent reports: 1,000 of them with
// TESTCENTER_TEST_FULL=1, else 100.

#include "integration/crash/crasher_run.hpp"
#include "integration/reporter/tree.hpp"
#include "support/full_counts.hpp"
#include "support/local_center/local_center_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace testcenter::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

long number_behind(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  return at == std::string::npos ? -1 : std::stol(text.substr(at + word.size()));
}

TEST(Forks, UnderLoadHangNobodyAndSendNothing) {
  const LocalCenterProcess center;
  const Crasher crasher;
  const ProgramRun run =
      crasher.run({"forks", full_counts() ? "1000" : "100"}, {{"TESTCENTER_URL", center.url()}});
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_THAT(crasher.kept(), IsEmpty());
  EXPECT_EQ(center.get_json("/api/reports").size(), 1U);
  auto lines = outline(center.get_json("/api/reports/1"));
  const auto load = std::count(lines.begin(), lines.end(), "    LOG load");
  EXPECT_EQ(load, number_behind(run.out, "load ")) << "each event of the parent, once";
  lines.erase(std::remove(lines.begin(), lines.end(), "    LOG load"), lines.end());
  EXPECT_THAT(
      lines, ElementsAre("suite Before", "  case IsGood", "    PASS Passed in T", "suite Crashing",
                         "  case Here", "    LOG last words", "    PASS Passed in T", "suite Later",
                         "  case IsGoodAsWell", "    LOG it goes on", "    PASS Passed in T"))
      << "and nothing of a child";
  EXPECT_EQ(run.err.find("kept"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace testcenter::test
