// Journals that were kept, sent later by a real program to a real server.

#include "integration/command_line/reporter_program.hpp"
#include "integration/reporter/tree.hpp"
#include "support/local_center/local_center_process.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

namespace testcenter::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Replay : public testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(0, center.get_json("/api/status")["breaches"].get<int>()); }

  /// A run that only journals.
  void spool(std::vector<std::string> script) {
    script.insert(script.begin(), ACTOR_PROGRAM);
    program.set("TESTCENTER_MODE", "spool").other(script);
    program.set("TESTCENTER_MODE", "");
  }
  /// What the program prints there.
  std::string on_a_terminal(const std::string& arguments) const {
    return program
        .other({"/usr/bin/script", "--quiet", "--command",
                std::string("'") + REPORTER_PROGRAM + "' " + arguments,
                program.folder().path("typescript")})
        .out;
  }
  /// The one in TESTCENTER_URL takes nothing; the center does, then.
  void expect_no_duplicates_behind_this_server() {
    program.other({ACTOR_PROGRAM, "suite:S", "case:C"});
    EXPECT_EQ(0, program.json({"replay"})["counts"]["possible_duplicates"]) << "kept";
    program.set("TESTCENTER_URL", center.url());
    const json result = program.json({"replay"});
    EXPECT_TRUE(result["complete"]) << result.dump(2);
    EXPECT_EQ(0, result["counts"]["possible_duplicates"]);
  }
  json report(int id = 1) const { return center.get_json("/api/reports/" + std::to_string(id)); }

  const LocalCenterProcess center;
  ReporterProgram program{center.url()};
};

TEST_F(Replay, SendsWhatWasKeptAndDeletesIt) {
  spool({"suite:S", "case:C", "pass:good", "fail:bad"});
  EXPECT_THAT(program.kept(), SizeIs(1));
  const ProgramRun run = program.run({"replay"});
  EXPECT_EQ(0, run.exit_code) << run.err;
  EXPECT_THAT(run.out, HasSubstr("5 results: 5 acknowledged, 0 pending, 0 rejected, 0 dropped"));
  EXPECT_THAT(outline(report()), ElementsAre("suite S", "  case C", "    PASS good", "    FAIL bad",
                                             "    LOG Failed in T: 1 failure"));
  EXPECT_THAT(program.kept(), IsEmpty());
}

TEST_F(Replay, ShowsABarOnATerminalAndOnlyThere) {
  spool({"suite:S", "case:C", "pass:good"});
  EXPECT_EQ("", program.run({"replay"}).err);
  spool({"suite:S", "case:C", "pass:good"});
  EXPECT_THAT(on_a_terminal("replay"), HasSubstr("100 %  3 of 3 results"));
  spool({"suite:S", "case:C", "pass:good"});
  program.set("TESTCENTER_VERBOSE", "quiet");
  EXPECT_THAT(on_a_terminal("replay"), AllOf(HasSubstr("3 acknowledged"), Not(HasSubstr("100 %"))));
}

TEST_F(Replay, SendsFilesWithTheirEvents) {
  const std::string file = program.folder().write("note.txt", "what was noted");
  spool({"suite:S", "case:C", "attach:" + file});
  EXPECT_EQ(0, program.run({"replay"}).exit_code);
  EXPECT_THAT(outline(report()), testing::Contains("    ATTACHMENT note.txt"));
  EXPECT_THAT(program.kept(), IsEmpty()) << "the copy beside the journal is gone, too";
}

TEST_F(Replay, GivesEachRunItsReport) {
  spool({"suite:S", "case:C"});
  spool({"suite:T", "case:D"});
  const json result = program.json({"replay"});
  EXPECT_TRUE(result["complete"]);
  EXPECT_THAT(result["journals"], SizeIs(2));
  EXPECT_TRUE(adds_up(result["counts"]));
  EXPECT_THAT(outline(report(1)), testing::Contains("suite S"));
  EXPECT_THAT(outline(report(2)), testing::Contains("suite T"));
}

TEST_F(Replay, OfADeadServerKeepsEverythingAndSaysSo) {
  spool({"suite:S", "case:C"});
  const RefusingPort port;
  program.set("TESTCENTER_STALL_TIMEOUT", "0.3");
  const ProgramRun run = program.run({"replay", "--url", port.url()});
  EXPECT_EQ(1, run.exit_code);
  EXPECT_THAT(run.out, AllOf(HasSubstr("kept, 3 results left"),
                             HasSubstr("3 results: 0 acknowledged, 3 pending")));
  EXPECT_EQ(0, program.run({"replay"}).exit_code);
  EXPECT_THAT(outline(report()), SizeIs(3));
}

TEST_F(Replay, CountsNoDuplicatesOfWhatNeverLeft) {
  const RefusingPort port;
  program.set("TESTCENTER_STALL_TIMEOUT", "0.3").set("TESTCENTER_URL", port.url());
  expect_no_duplicates_behind_this_server();
}

TEST_F(Replay, CountsNoDuplicatesOfWhatAServerRefused) {
  ScriptedServer refusing;
  refusing.otherwise([](const SeenRequest&) { return Behaviour::answer(401); });
  program.set("TESTCENTER_URL", refusing.url());
  expect_no_duplicates_behind_this_server();
}

TEST_F(Replay, SendsIntoTheReportOfItsEnvironment) {
  spool({"suite:S", "case:C"});
  EXPECT_EQ(0, program.run({"replay"}).exit_code);
  spool({"suite:T", "case:D"});
  EXPECT_EQ(0, program.set("TESTCENTER_REPORT_ID", "1").run({"replay"}).exit_code);
  EXPECT_THAT(outline(report()), testing::IsSupersetOf({"suite S", "suite T"}));
}

TEST_F(Replay, WarnsOnceOfCredentialsThatTravelUnencrypted) {
  program.set("TESTCENTER_URL", "http://center.invalid");
  spool({"suite:S", "case:C"});
  spool({"suite:T", "case:D"});
  const RefusingPort proxy;
  program.set("TESTCENTER_URL", "")
      .set("TESTCENTER_TOKEN", "canary")
      .set("TESTCENTER_PROXY", proxy.url());
  EXPECT_EQ("", program.run({"replay", "--dry-run"}).err) << "nothing travels";
  const std::string said = program.set("TESTCENTER_STALL_TIMEOUT", "0.3").run({"replay"}).err;
  const std::string warning = "the credentials travel unencrypted to http://center.invalid";
  EXPECT_THAT(said, HasSubstr(warning));
  EXPECT_EQ(said.find(warning), said.rfind(warning));
}

TEST_F(Replay, ADryRunSaysWhatItWouldSend) {
  spool({"suite:S", "case:C"});
  const ProgramRun run = program.run({"replay", "--dry-run"});
  EXPECT_EQ(0, run.exit_code);
  EXPECT_THAT(run.out, HasSubstr("would send 3 results to " + center.url()));
  EXPECT_THAT(program.kept(), SizeIs(1));
  EXPECT_THAT(center.get_json("/api/reports"), IsEmpty());
}

TEST_F(Replay, OfWhatIsNotThereIsAnError) {
  const std::string typo = program.folder().path("no-such.journal");
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"replay", typo}, {"replay", "--dry-run", typo}}) {
    EXPECT_EQ(2, program.run(arguments).exit_code);
    EXPECT_EQ(program.json(arguments), (json{{"error", typo + " does not exist"}}));
  }
}

/// A server that takes three requests, and then no more until it is told to.
class WeakServer {
 public:
  explicit WeakServer(long first_run, int report = 77) {
    server_.otherwise([this, first_run, report](const SeenRequest& seen) {
      if (taken_ == limit_) return Behaviour::answer(503, "", {{"Retry-After", "60"}});
      ++taken_;
      if (seen.target == "/upload/events") return Behaviour::answer(204);
      return Behaviour::answer(201, R"({"project": "default", "batch": "b", "reportId": )" +
                                        std::to_string(report) + R"(, "runId": )" +
                                        std::to_string(first_run + taken_) + "}");
    });
  }
  void recover() { limit_ = -1; }
  const ScriptedServer& server() const { return server_; }
  std::string url() const { return server_.url(); }

 private:
  std::atomic<int> taken_{0};
  std::atomic<int> limit_{3};
  ScriptedServer server_;  // the last: its thread uses the others
};

TEST(ReplayGoingOn, MakesNothingAgainWhereTheRunsStillTakeResults) {
  WeakServer weak(100);
  ReporterProgram program(weak.url());
  program.set("TESTCENTER_STALL_TIMEOUT", "0.3");
  program.other({ACTOR_PROGRAM, "suite:S", "case:C", "fail:1", "close", "case:D", "fail:2"});
  ASSERT_THAT(program.kept(), SizeIs(1));
  weak.recover();
  const json result = program.json({"replay"});
  EXPECT_TRUE(result["complete"]) << result.dump(2);
  EXPECT_FALSE(result["journals"][0]["reopened"]);
  EXPECT_EQ(77, result["journals"][0]["report_id"]);
  EXPECT_TRUE(adds_up(result["counts"]));
  int suites = 0;
  for (const SeenRequest& seen : weak.server().requests())
    suites += seen.target == "/upload/suites";
  EXPECT_EQ(1, suites);
}

TEST(ReplayGoingOn, BeginsAnewAtAServerThatDoesNotKnowTheRunsAndSaysSo) {
  const LocalCenterProcess center;
  ReporterProgram program;
  {
    const WeakServer stranger(7000);
    program.set("TESTCENTER_URL", stranger.url()).set("TESTCENTER_STALL_TIMEOUT", "0.3");
    program.other({ACTOR_PROGRAM, "suite:S", "case:C", "fail:1", "close", "case:D", "fail:2"});
  }
  ASSERT_THAT(program.kept(), SizeIs(1));
  program.set("TESTCENTER_URL", center.url());
  const json result = program.json({"replay"});
  EXPECT_TRUE(result["complete"]) << result.dump(2);
  EXPECT_TRUE(result["journals"][0]["reopened"]);
  EXPECT_EQ(1, result["journals"][0]["report_id"]);
  EXPECT_EQ(0, result["counts"]["rejected"]);
  EXPECT_TRUE(adds_up(result["counts"]));
  const auto lines = outline(center.get_json("/api/reports/1"));
  ASSERT_LT(2U, lines.size());
  EXPECT_EQ("suite S", lines[0]);
  EXPECT_EQ("  case D", lines[1]) << "C was over";
  EXPECT_THAT(lines, testing::Contains(HasSubstr("WARNING Sending was interrupted")));
}

TEST(ReplayGoingOn, LeavesAReportAloneThatHasTheSameIdsAtAnotherServer) {
  const LocalCenterProcess center;
  ReporterProgram program(center.url());
  program.other({ACTOR_PROGRAM, "suite:Stranger", "case:Open"});
  const auto strangers = outline(center.get_json("/api/reports/1"));
  {
    const WeakServer first(0, 1);
    program.set("TESTCENTER_URL", first.url()).set("TESTCENTER_STALL_TIMEOUT", "0.3");
    program.other({ACTOR_PROGRAM, "suite:S", "case:C", "fail:1", "close", "case:D", "fail:2"});
  }
  ASSERT_THAT(program.kept(), SizeIs(1));
  const json result = program.set("TESTCENTER_URL", center.url()).json({"replay"});
  EXPECT_TRUE(result["complete"]) << result.dump(2);
  EXPECT_EQ(2, result["journals"][0]["report_id"]);
  EXPECT_EQ(strangers, outline(center.get_json("/api/reports/1")));
  EXPECT_THAT(outline(center.get_json("/api/reports/2")),
              testing::IsSupersetOf({"suite S", "  case D"}));
}

TEST(ReplayOfALivingProcess, IsLeftToIt) {
  const LocalCenterProcess center;
  ReporterProgram program(center.url());
  program.set("TESTCENTER_MODE", "spool");
  const RunningProgram living({ACTOR_PROGRAM, "suite:S", "case:C", "stop"}, program.environment());
  while (program.kept().empty()) std::this_thread::yield();
  const json result = program.json({"replay"});
  EXPECT_FALSE(result["complete"]);
  EXPECT_EQ("locked", result["journals"][0]["state"]);
  EXPECT_THAT(center.get_json("/api/reports"), IsEmpty());
  EXPECT_EQ(1, program.run({"replay"}).exit_code);
}

TEST(ReplayOfAnUnknownReport, GoesIntoAnotherOneWhenTold) {
  const LocalCenterProcess center;
  ReporterProgram program(center.url());
  program.set("TESTCENTER_MODE", "spool").other({ACTOR_PROGRAM, "suite:S", "case:C"});
  EXPECT_EQ(0, program.run({"replay"}).exit_code);
  program.set("TESTCENTER_REPORT_ID", "99999").other({ACTOR_PROGRAM, "suite:T", "case:D"});
  program.set("TESTCENTER_REPORT_ID", "");
  const ProgramRun kept = program.run({"replay"});
  EXPECT_EQ(1, kept.exit_code);
  EXPECT_THAT(kept.out, HasSubstr("; replay --report-id ID sends it into another report"));
  const ProgramRun sent = program.run({"replay", "--report-id", "1"});
  EXPECT_EQ(0, sent.exit_code) << sent.out << sent.err;
  EXPECT_THAT(outline(center.get_json("/api/reports/1")),
              testing::IsSupersetOf({"suite S", "suite T"}));
}

TEST(ReplayOfTheSameFolder, MayRunTwiceAtOnce) {
  const LocalCenterProcess center;
  ReporterProgram program(center.url());
  program.set("TESTCENTER_MODE", "spool");
  for (int i = 0; i < 6; ++i) program.other({ACTOR_PROGRAM, "suite:S", "case:C", "fails:50"});
  json others;
  std::thread other([&] { others = program.json({"replay"}); });
  const json mine = program.json({"replay"});
  other.join();
  for (const json& result : {mine, others}) {
    for (const json& journal : result["journals"]) EXPECT_NE("unreadable", journal["state"]);
  }
  EXPECT_EQ(0, program.run({"replay"}).exit_code);
  const json reports = center.get_json("/api/reports");
  ASSERT_THAT(reports, SizeIs(6));
  for (int id = 1; id <= 6; ++id) {
    EXPECT_THAT(outline(center.get_json("/api/reports/" + std::to_string(id))), SizeIs(2 + 50 + 1));
  }
}

}  // namespace
}  // namespace testcenter::test
