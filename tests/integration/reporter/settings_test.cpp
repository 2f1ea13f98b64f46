// A real process whose settings are wrong, or missing, and whose console is.

#include "integration/reporter/actor_run.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class NonsenseSetting : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(NonsenseSetting, IsOneLineAndTheTestsRunUnreported) {
  const auto& [name, value] = GetParam();
  ScriptedServer server;
  Actor actor(server.url());
  const ActorRun run = actor.set(name, value).run(small_run);
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(1, std::count(run.err.begin(), run.err.end(), '\n')) << run.err;
  EXPECT_THAT(run.err, AllOf(StartsWith("testcenter: "), HasSubstr(name), HasSubstr(value),
                             HasSubstr("reporting is off, the tests run on")));
  EXPECT_THAT(server.requests(), IsEmpty());
  EXPECT_THAT(actor.kept(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Of, NonsenseSetting,
                         testing::Values(std::pair("TESTCENTER_URL", "ftp://host"),
                                         std::pair("TESTCENTER_STALL_TIMEOUT", "soon"),
                                         std::pair("TESTCENTER_MODE", "fast"),
                                         std::pair("TESTCENTER_LABELS", "OS"),
                                         std::pair("TESTCENTER_MAX_PASSES", "-1"),
                                         std::pair("TESTCENTER_REPORT_ID", "first"),
                                         std::pair("TESTCENTER_VERBOSE", "loud")),
                         [](const auto& tested) {
                           return std::string(tested.param.first).substr(11);
                         });

TEST(Attached, EndsAsBeforeWhereNobodyReadsItsLines) {
  ScriptedServer server;
  const Actor actor(server.url());
  EXPECT_EQ(0, actor.run({"close_stderr", "suite:S", "case:C"}).exit_code);
}

TEST(Attached, ASignalHandlerThatExitsInsideOfAReportDoesNotHang) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "exit() in a signal handler is what ThreadSanitizer reports, whatever we do";
#endif
  ScriptedServer server;
  Actor actor(server.url());
  // The alarm comes while events are added without end.
  const ActorRun run = actor.run({"suite:S", "case:C", "exit_on_alarm:4", "fails:1000000000"});
  EXPECT_EQ(4, run.exit_code);
}

TEST(Attached, IsInertWhereNothingIsSet) {
  Actor actor("");
  const ActorRun run = actor.run(small_run);
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ("", run.err);
  EXPECT_EQ(0U, run.count("accepted"));
  EXPECT_THAT(actor.kept(), IsEmpty());
}

}  // namespace
}  // namespace testcenter::test
