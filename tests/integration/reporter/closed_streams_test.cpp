// A real process that starts without stdin, stdout or stderr: whatever it opens first would get
// their descriptors, and what the tests print.

#include "integration/reporter/actor_run.hpp"
#include "integration/reporter/tree.hpp"
#include "support/local_center/local_center_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

using Closed = std::pair<std::string, std::string>;  // by name, and how a shell closes them

class ClosedStreams : public testing::TestWithParam<Closed> {
 protected:
  ActorRun run() {
    return actor.run({"-c", "exec \"$0\" \"$@\" " + GetParam().second, ACTOR_PROGRAM, "ready",
                      "suite:S", "case:C", "ready", "pass:good", "ready"},
                     "/bin/sh");
  }

  LocalCenterProcess center;
  Actor actor{center.url()};
};

TEST_P(ClosedStreams, LoseNothingOfTheReport) {
  actor.set("TESTCENTER_VERBOSE", "debug");  // so that each request is said, too
  EXPECT_EQ(0, run().exit_code);
  EXPECT_THAT(outline(center.get_json("/api/reports/1")),
              ElementsAre("suite S", "  case C", "    PASS good"));
  EXPECT_THAT(actor.kept(), IsEmpty());
}

TEST_P(ClosedStreams, LoseNothingOfTheJournal) {
  actor.set("TESTCENTER_MODE", "spool");
  EXPECT_EQ(0, run().exit_code);
  ASSERT_THAT(actor.kept(), SizeIs(1));
  EXPECT_THAT(content_of(actor.kept()[0]), AllOf(StartsWith("TCJRNL"), HasSubstr("good")));
}

INSTANTIATE_TEST_SUITE_P(Of, ClosedStreams,
                         testing::Values(Closed("Output", ">&-"), Closed("Errors", "2>&-"),
                                         Closed("Both", ">&- 2>&-"), Closed("All", "<&- >&- 2>&-")),
                         [](const auto& tested) { return tested.param.first; });

}  // namespace
}  // namespace testcenter::test
