// A real process, a real server: what arrives in the local center.

#include "integration/reporter/actor_run.hpp"
#include "integration/reporter/tree.hpp"
#include "support/local_center/local_center_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace testcenter::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Center : public testing::Test {
 protected:
  void TearDown() override {
    EXPECT_EQ(0, center.get_json("/api/status")["breaches"].get<int>())
        << center.get_json("/api/status").dump(2);
  }

  nlohmann::json report(int id = 1) {
    return center.get_json("/api/reports/" + std::to_string(id));
  }

  LocalCenterProcess center;
  Actor actor{center.url()};
};

TEST_F(Center, GetsWhatWasReportedAndTheJournalGoes) {
  const ActorRun run = actor.run({"suite:S", "case:C", "pass:good", "fail:bad"});
  EXPECT_EQ(0, run.exit_code);
  EXPECT_TRUE(adds_up(run)) << run.out;
  EXPECT_EQ(0U, run.count("pending"));
  EXPECT_THAT(actor.kept(), IsEmpty());
  EXPECT_THAT(outline(report()), ElementsAre("suite S", "  case C", "    PASS good", "    FAIL bad",
                                             "    LOG Failed in T: 1 failure"));
}

TEST_F(Center, IsNamedInOneOpeningAndOneClosingLine) {
  const ActorRun run = actor.run({"suite:S", "case:C"});
  EXPECT_EQ("testcenter: reporting to " + center.url() +
                ", project default\n"
                "testcenter: 2 elements and 1 event (0 failures) reported as report 1 to " +
                center.url() + "\n",
            run.err);
}

TEST_F(Center, IsNotMentionedWhenQuiet) {
  EXPECT_EQ("", actor.set("TESTCENTER_VERBOSE", "quiet").run({"suite:S", "case:C"}).err);
}

TEST_F(Center, TheDebugLogNamesRequestsAndNoSecret) {
  actor.set("TESTCENTER_VERBOSE", "debug").set("TESTCENTER_TOKEN", "canary-7391");
  const ActorRun run = actor.run({"suite:S", "case:C"});
  EXPECT_THAT(run.err, HasSubstr("testcenter: POST /upload/cases, "));
  EXPECT_THAT(run.err, testing::Not(HasSubstr("canary")));
}

TEST_F(Center, GetsValidTextWhateverTheTestSays) {
  const ActorRun run = actor.run({"suite:", "case:c\\x00\\xff\\x1b[31m", "fail:\\xc3\\x28 \\x07",
                                  "fail:after", "long:2097152"});
  EXPECT_EQ(0, run.exit_code);
  const auto lines = outline(report());
  ASSERT_THAT(lines, SizeIs(6));
  EXPECT_EQ("suite (unnamed)", lines[0]);
  EXPECT_EQ("  case c\\x00\uFFFD\\x1b[31m", lines[1]);
  EXPECT_EQ("    FAIL \uFFFD( \\x07", lines[2]);
  EXPECT_EQ("    FAIL after", lines[3]);
  const auto events = report()["elements"][0]["children"][0]["events"];
  const auto detail = events[2]["detail"].get<std::string>();
  EXPECT_EQ(std::string(65536, 'L'), detail.substr(0, 65536));
  EXPECT_THAT(detail.substr(65536), HasSubstr("2097152"));
}

TEST_F(Center, GetsAWarningForEachFileThatCannotBeSent) {
  const auto& folder = actor.folder();
  actor.set("TESTCENTER_ATTACHMENT_LIMIT", "1");
  const std::string empty = folder.write("empty.txt", "");
  const std::string large = folder.write("large.bin", std::string(1024 * 1024 + 1, 'x'));
  const std::string good = folder.write("good.txt", "good");
  actor.run({"suite:S", "case:C", "attach:" + folder.path("missing.txt"),
             "attach:" + folder.make_folder("folder"), "attach:" + empty, "attach:" + large,
             "screenshot:" + good, "attach:" + good});
  const auto lines = outline(report());
  ASSERT_THAT(lines, SizeIs(9));
  EXPECT_THAT(lines[2], testing::AllOf(HasSubstr("WARNING"), HasSubstr("missing.txt")));
  EXPECT_THAT(lines[3], testing::AllOf(HasSubstr("WARNING"), HasSubstr("it is a folder")));
  EXPECT_THAT(lines[4], testing::AllOf(HasSubstr("WARNING"), HasSubstr("it is empty")));
  EXPECT_THAT(lines[5], testing::AllOf(HasSubstr("WARNING"), HasSubstr("1048577 bytes")));
  EXPECT_THAT(lines[6], testing::AllOf(HasSubstr("WARNING"), HasSubstr("has to be an image")));
  EXPECT_EQ("    ATTACHMENT good.txt", lines[7]);
  EXPECT_EQ("    PASS Passed in T", lines[8]);
}

TEST_F(Center, GetsFeatureScenarioAndStepOfScopes) {
  actor.run({"suite:S", "case:C", "bdd:Doors"});
  EXPECT_THAT(outline(report()),
              ElementsAre("suite S", "  case C", "    feature Doors", "      scenario scenario",
                          "        step step", "          WARNING in the step",
                          "          PASS Passed in T", "    PASS Passed in T"));
}

TEST_F(Center, GetsAScopeThatHasNoPlaceAsASection) {
  actor.run({"suite:S", "case:C", "step_without_scenario:alone"});
  EXPECT_THAT(outline(report()), ElementsAre("suite S", "  case C", "    section alone",
                                             "      PASS Passed in T", "    PASS Passed in T"));
}

TEST_F(Center, GetsScreenshotVerificationsAsTheCallerJudgedThem) {
  const std::string png = actor.folder().write("seen.png", "\x89PNG\r\n\x1a\n picture");
  actor.run({"suite:S", "case:C", "verify:" + png});
  const auto events = report()["elements"][0]["children"][0]["events"];
  ASSERT_THAT(events, SizeIs(3));
  EXPECT_EQ("PASS", events[0]["type"]);
  EXPECT_EQ("as expected", events[0]["message"]);
  EXPECT_EQ("expected/good.png", events[0]["vp"]["uri"]);
  EXPECT_EQ("image/png", events[0]["vp"]["attachment"]["mime"]);
  EXPECT_EQ("FAIL", events[1]["type"]);
  EXPECT_EQ("seen.png", events[1]["message"]);
  EXPECT_EQ("expected/other.png", events[1]["vp"]["uri"]);
}

TEST_F(Center, GetsAFatalWhereTheProcessExited) {
  const ActorRun run = actor.run({"suite:S", "case:C", "pass:good", "exit:7"});
  EXPECT_EQ(7, run.exit_code);
  EXPECT_THAT(outline(report()),
              ElementsAre("suite S", "  case C", "    PASS good",
                          "    FATAL The process exited inside of this: exit() was called",
                          "    LOG Failed in T: 1 failure"));
}

TEST_F(Center, GetsEverythingIfOneThreadExitsWhileAnotherFinishes) {
  const ActorRun run =
      actor.run({"suite:S", "case:C", "logs:3000", "exit_while_another_finishes:3"});
  EXPECT_EQ(3, run.exit_code);
  EXPECT_THAT(run.err, HasSubstr("2 elements and 3,001 events (0 failures) reported"));
  EXPECT_THAT(actor.kept(), IsEmpty());
}

TEST_F(Center, HearsNothingFromAForkedChild) {
  const ActorRun run = actor.run({"suite:S", "case:C", "pass:before", "fork", "pass:after"});
  EXPECT_EQ(0, run.exit_code);
  EXPECT_THAT(outline(report()),
              ElementsAre("suite S", "  case C", "    PASS before", "    PASS after"));
  EXPECT_THAT(run.err, testing::Not(HasSubstr("child")));
}

TEST_F(Center, GetsEveryEventOfManyThreadsOnce) {
  const ActorRun run = actor.run({"suite:S", "case:C", "threads:500"});
  EXPECT_TRUE(adds_up(run));
  auto lines = outline(report());
  std::sort(lines.begin(), lines.end());
  EXPECT_EQ(lines.end(), std::adjacent_find(lines.begin(), lines.end()));
  EXPECT_THAT(lines, SizeIs(2 + 4 * 500 + 1));
}

TEST_F(Center, GetsOnePassForThoseBeyondTheCap) {
  actor.set("TESTCENTER_MAX_PASSES", "2");
  actor.run({"suite:S", "case:C", "passes:10"});
  const auto lines = outline(report());
  ASSERT_THAT(lines, SizeIs(5));
  EXPECT_EQ("    PASS 8 more assertions passed", lines[4]);
}

TEST_F(Center, IsToldHowMuchWasDroppedAtTheJournalsLimit) {
  actor.set("TESTCENTER_JOURNAL_LIMIT", "1");
  const ActorRun run = actor.run({"suite:S", "case:C", "logs:5000", "fail:last"});
  EXPECT_TRUE(adds_up(run)) << run.out;
  EXPECT_LT(1000U, run.count("dropped"));
  const auto lines = outline(report());
  EXPECT_THAT(lines, testing::Contains("    FAIL last"));
  EXPECT_THAT(lines, testing::Contains("  WARNING " + std::to_string(run.count("dropped")) +
                                       " results were dropped: the journal's limit was reached"));
}

TEST_F(Center, KeepsTwoWritersOfOneBatchApart) {
  actor.set("TESTCENTER_BATCH", "Nightly");
  Actor other(center.url());
  other.set("TESTCENTER_BATCH", "Nightly");
  std::thread beside([&] { other.run({"suite:Other", "case:C", "fails:200"}); });
  actor.run({"suite:S", "case:C", "fails:200"});
  beside.join();
  const auto reports = center.get_json("/api/reports");
  ASSERT_THAT(reports, SizeIs(2));
  for (const auto& entry : reports) {
    EXPECT_EQ("Nightly", entry["batch"]);
    EXPECT_EQ(".writer", entry["labels"][0]["key"]);
    EXPECT_THAT(outline(report(entry["id"].get<int>())), SizeIs(2 + 200 + 1));
  }
}

TEST_F(Center, GoesOnInAReportThatIsNamed) {
  actor.run({"suite:S", "case:C"});
  actor.set("TESTCENTER_REPORT_ID", "1").run({"suite:T", "case:C"});
  EXPECT_THAT(outline(report()), ElementsAre("suite S", "  case C", "    PASS Passed in T",
                                             "suite T", "  case C", "    PASS Passed in T"));
}

}  // namespace
}  // namespace testcenter::test
