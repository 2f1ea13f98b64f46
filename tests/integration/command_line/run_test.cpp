// One report from many processes, and what becomes of the command.

#include "integration/command_line/run_fixture.hpp"
#include "support/scripted_server/scripted_server.hpp"
#include "support/scripted_server/slow_server.hpp"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

namespace testcenter::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Runs the command where the names that the program would give its journal in the next seconds are
/// taken, as by a container that shares the spool folder.
std::vector<std::string> where_names_are_taken(const std::string& program,
                                               const std::vector<std::string>& command) {
  std::vector<std::string> words{
      "/bin/sh", "-c",
      "now=$(date +%s); for s in 0 1 2 3 4 5 6 7 8 9; do "
      "name=$TESTCENTER_SPOOL_DIR/$0-$(date -u -d @$((now + s)) +%Y%m%dT%H%M%SZ)-$$; "
      "mkdir -p \"$name\"; chmod 700 \"$name\"; : >\"$name.journal\"; : >\"$name/run.journal\"; "
      "done; exec \"$@\"",
      program};
  words.insert(words.end(), command.begin(), command.end());
  return words;
}

TEST_F(Run, MergesProcessesIntoOneReportWithEachSuiteOnce) {
  const ProgramRun run = program.supervise(
      actors({"suite:S case:C pass:1", "suite:S case:D fail:2", "suite:T case:E pass:3"}));
  EXPECT_EQ(0, run.exit_code);
  EXPECT_THAT(tree(),
              ElementsAre("suite S", "  case C", "    PASS 1", "  case D", "    FAIL 2",
                          "    LOG Failed in T: 1 failure", "suite T", "  case E", "    PASS 3"));
  EXPECT_THAT(center.get_json("/api/reports"), SizeIs(1));
  EXPECT_THAT(program.kept(), IsEmpty());
}

TEST_F(Run, ThatOnlyWritesSaysWhatWasWrittenAndAReplaySendsIt) {
  program.set("TESTCENTER_MODE", "spool");
  const std::string output = program.folder().path("result.json");
  std::vector<std::string> arguments{"run", "--output", output, "--"};
  for (const std::string& word :
       actors({"suite:S case:C pass:1", "suite:S case:D fail:two", "suite:T case:E raise:9"})) {
    arguments.push_back(word);
  }
  const ProgramRun run = program.run(arguments);
  EXPECT_THAT(run.err,
              AllOf(HasSubstr("3 cases in 3 processes: 2 failed, 0 skipped, 1 process died"),
                    HasSubstr("FAIL  S > D"), HasSubstr("FATAL  T > E"),
                    HasSubstr(" 0 acknowledged, "), Not(HasSubstr("not all was sent")),
                    HasSubstr("testcenter-reporter replay " + program.spool() + "/run-")));
  const json result = json::parse(content_of(output));
  EXPECT_EQ(2, result["failed_cases"]);
  EXPECT_EQ(result["counts"]["accepted"], result["counts"]["pending"]);
  EXPECT_TRUE(adds_up(result["counts"]));
  EXPECT_TRUE(program.json({"replay"})["complete"]);
  EXPECT_THAT(program.kept(), IsEmpty());
  EXPECT_THAT(tree(), Contains("    FAIL two"));
}

TEST_F(Run, RunsNothingWhereItsArgumentsAreWrong) {
  using Words = std::vector<std::string>;
  for (const Words& wrong : {Words{"--output", "/nowhere/result.json"},
                             Words{"--label", "a=1", "--label", "a=2"}, Words{"--url", "foo"}}) {
    Words words{"run"};
    words.insert(words.end(), wrong.begin(), wrong.end());
    words.insert(words.end(), {"--", "/bin/echo", "ran"});
    const ProgramRun run = program.run(words);
    EXPECT_EQ(2, run.exit_code) << wrong[0];
    EXPECT_EQ("", run.out);
    EXPECT_THAT(run.err, testing::AnyOf(HasSubstr("/nowhere/result.json"),
                                        HasSubstr("--label: has two values for a"),
                                        HasSubstr("url=\"foo\"")));
  }
}

TEST_F(Run, PassesTheExitCodeAndTheOutputThrough) {
  for (const int code : {0, 1, 7, 126, 255}) {
    const ProgramRun run =
        program.supervise({"/bin/sh", "-c", "echo out; exit " + std::to_string(code)});
    EXPECT_EQ(code, run.exit_code);
    EXPECT_EQ("out\n", run.out);
  }
}

TEST_F(Run, DiesOfTheSignalThatTheCommandDiedOf) {
  for (const int signal : {SIGTERM, SIGSEGV, SIGKILL, SIGABRT, SIGPIPE}) {
    const ProgramRun run =
        program.supervise({"/bin/sh", "-c", "kill -" + std::to_string(signal) + " $$"});
    EXPECT_EQ(-signal, run.exit_code);
  }
}

TEST_F(Run, SaysWhatCannotBeRun) {
  const ProgramRun missing = program.supervise({"/no/such/program"});
  EXPECT_EQ(127, missing.exit_code);
  EXPECT_THAT(missing.err, HasSubstr("cannot run /no/such/program"));
  EXPECT_THAT(program.supervise({"/no/\xC2\x9B\x1Bsuch"}).err, HasSubstr("cannot run /no/  such"));
  const std::string text = program.folder().write("text", "no program");
  EXPECT_EQ(126, program.supervise({text}).exit_code);
}

TEST_F(Run, NamesTheSignalThatItsChildDiedOf) {
  const json result = json_of({ACTOR_PROGRAM, "suite:S", "case:C", "fail:1", "raise:9"});
  EXPECT_EQ(SIGKILL, result["signal"]);
  EXPECT_EQ(1, result["died"]);
  EXPECT_THAT(tree(), ElementsAre("suite S", "  case C", "    FAIL 1",
                                  "    FATAL Ended by SIGKILL (killed)"));
}

TEST_F(Run, SeesThatAGrandchildWasKilledAndGoesOn) {
  const ProgramRun run =
      program.supervise(actors({"suite:S case:C fail:1 raise:9", "suite:S case:D pass:2"}));
  EXPECT_EQ(0, run.exit_code);
  const auto lines = tree();
  ASSERT_THAT(lines, SizeIs(6));
  // The kernel tells how it ended to others than its parent from Linux 6.15 on.
  EXPECT_THAT(lines[3], AnyOf("    FATAL Ended by SIGKILL (killed)",
                              "    FATAL The process ended without a word: it was killed, or left "
                              "through _exit()"));
  EXPECT_EQ("  case D", lines[4]);
  EXPECT_THAT(run.err, HasSubstr("1 process died"));
}

TEST_F(Run, SeesAProcessThatLeftThroughTheBackDoor) {
  program.supervise({ACTOR_PROGRAM, "suite:S", "case:C", "_exit:3"});
  EXPECT_THAT(tree(), Contains("    FATAL The process ended without a word: exit code 3"));
}

TEST_F(Run, ReapsWhatTheCommandOrphans) {
  const std::string pipe = program.folder().path("pipe");
  ASSERT_EQ(0, mkfifo(pipe.c_str(), 0600));
  const std::string script = std::string("('") + ACTOR_PROGRAM +
                             "' suite:S case:C ready raise:9 >" + pipe + " &); read line <" + pipe +
                             "; exit 5";
  EXPECT_EQ(5, program.supervise({"/bin/sh", "-c", script}).exit_code);
  EXPECT_THAT(tree(), Contains("    FATAL Ended by SIGKILL (killed)"));
}

TEST_F(Run, GivesTheReportWhatTheOptionsSay) {
  program.run({"run", "--project", "Shop", "--batch", "Nightly", "--label", "OS=Linux", "--label",
               "cpu=arm", "--", ACTOR_PROGRAM, "suite:S", "case:C"});
  const json report = center.get_json("/api/reports")[0];
  EXPECT_EQ("Shop", report["project"]);
  EXPECT_EQ("Nightly", report["batch"]);
  EXPECT_THAT(report["labels"].dump(),
              AllOf(HasSubstr("OS"), HasSubstr("arm"), HasSubstr(".writer")));
}

TEST_F(Run, MayRunEightTimesIntoOneBatchAtOnce) {
  std::vector<std::thread> runs;
  std::vector<int> codes(8, -1);
  for (int i = 0; i < 8; ++i) {
    runs.emplace_back([&, i] {
      const std::string name = std::to_string(i);
      codes[static_cast<std::size_t>(i)] =
          program
              .run({"run", "--batch", "Nightly", "--", ACTOR_PROGRAM, "suite:S" + name,
                    "case:C" + name, "fails:100"})
              .exit_code;
    });
  }
  for (std::thread& run : runs) run.join();
  EXPECT_THAT(codes, testing::Each(0));
  const json reports = center.get_json("/api/reports");
  ASSERT_THAT(reports, SizeIs(8));
  std::vector<std::string> suites;
  for (int id = 1; id <= 8; ++id) {
    const auto lines = tree(id);
    EXPECT_THAT(lines, SizeIs(2 + 100 + 1)) << "one run, and nothing of another";
    suites.push_back(lines[0]);
  }
  std::sort(suites.begin(), suites.end());
  EXPECT_EQ(suites.end(), std::adjacent_find(suites.begin(), suites.end()));
  EXPECT_THAT(program.kept(), IsEmpty());
}

TEST_F(Run, InsideOfAnotherIsAPartOfIt) {
  const ProgramRun run =
      program.supervise({REPORTER_PROGRAM, "run", "--project", "Inner", "--spool-dir",
                         program.folder().path("inner"), "--json", "--", "/bin/sh", "-c",
                         "'" ACTOR_PROGRAM "' suite:S case:C pass:1; '" ACTOR_PROGRAM
                         "' suite:S case:D raise:9; exit 5"});
  EXPECT_EQ(5, run.exit_code);
  EXPECT_THAT(run.err, HasSubstr("2 cases in 2 processes: 1 failed"));
  EXPECT_THAT(tree(), ElementsAre("suite S", "  case C", "    PASS 1", "  case D",
                                  HasSubstr("    FATAL ")));
  EXPECT_EQ("default", center.get_json("/api/reports")[0]["project"]);
  EXPECT_THAT(run.out, HasSubstr("\"reporting\":false"));
  EXPECT_THAT(program.kept(), IsEmpty());
}

TEST_F(Run, InsideOfAnotherWhoseServerIsDeadIsReplayedAsAPartOfIt) {
  const RefusingPort port;
  program.set("TESTCENTER_URL", port.url()).set("TESTCENTER_STALL_TIMEOUT", "0.3");
  program.supervise({REPORTER_PROGRAM, "run", "--", ACTOR_PROGRAM, "suite:S", "case:C"});
  ASSERT_THAT(program.kept(), SizeIs(1));
  const json result = program.json({"replay", "--url", center.url()});
  EXPECT_TRUE(result["complete"]) << result.dump(2);
  EXPECT_THAT(program.kept(), IsEmpty());
  EXPECT_THAT(tree(), Contains("  case C"));
}

TEST_F(Run, TakesTheNextNameWhereItsOwnIsTaken) {
  const ProgramRun run = program.other(where_names_are_taken(
      "run", {REPORTER_PROGRAM, "run", "--", ACTOR_PROGRAM, "suite:S", "case:C", "pass:1"}));
  EXPECT_EQ(0, run.exit_code);
  EXPECT_THAT(run.err, HasSubstr("1 case in 1 process"));
  EXPECT_THAT(tree(), ElementsAre("suite S", "  case C", "    PASS 1"));
}

TEST_F(Run, AndSoDoesAProgramByItself) {
  program.set("TESTCENTER_MODE", "spool");
  const ProgramRun run = program.other(
      where_names_are_taken("reporter-actor", {ACTOR_PROGRAM, "suite:S", "case:C", "pass:1"}));
  EXPECT_EQ(0, run.exit_code);
  EXPECT_THAT(program.kept(), Contains(EndsWith("-2.journal"))) << run.err;
}

TEST_F(Run, OfAServerThatIsDeadKeepsAllAndAReplayMakesOneReportOfIt) {
  const RefusingPort port;
  ReporterProgram dead(port.url());
  dead.set("TESTCENTER_STALL_TIMEOUT", "0.3");
  const ProgramRun run = dead.supervise(
      actors({"suite:S case:C pass:1", "suite:S case:D pass:2", "suite:T case:E raise:9"}));
  EXPECT_EQ(137, run.exit_code);
  EXPECT_THAT(run.err, AllOf(HasSubstr("0 acknowledged"), HasSubstr("0 rejected"),
                             HasSubstr("testcenter-reporter replay " + dead.spool() + "/run-")));
  ASSERT_THAT(dead.kept(), SizeIs(1));
  const json result = dead.json({"replay", "--url", center.url()});
  EXPECT_TRUE(result["complete"]) << result.dump(2);
  EXPECT_THAT(dead.kept(), IsEmpty());
  EXPECT_THAT(center.get_json("/api/reports"), SizeIs(1));
  EXPECT_THAT(tree(), ElementsAre("suite S", "  case C", "    PASS 1", "  case D", "    PASS 2",
                                  "suite T", "  case E", HasSubstr("    FATAL The process ended")));
}

TEST_F(Run, OfAServerThatNeverAnswersDoesNotHang) {
  ScriptedServer mute;
  mute.then(Behaviour::stall(Behaviour::Moment::request), 10);
  ReporterProgram held(mute.url());
  held.set("TESTCENTER_STALL_TIMEOUT", "0.3");
  const ProgramRun run = held.supervise({ACTOR_PROGRAM, "suite:S", "case:C", "fail:1"});
  EXPECT_EQ(0, run.exit_code);
  EXPECT_THAT(run.err, HasSubstr("TESTCENTER_STALL_TIMEOUT"));
  EXPECT_THAT(held.kept(), SizeIs(1));
}

TEST_F(Run, OfASlowServerEndsAfterTheExitTimeout) {
  const SlowServer server;
  ReporterProgram slow(server.url());
  slow.set("TESTCENTER_EXIT_TIMEOUT", "1.5").set("TESTCENTER_STALL_TIMEOUT", "30");
  const ProgramRun run = slow.supervise({ACTOR_PROGRAM, "suite:S", "case:C", "fails:5000"});
  EXPECT_EQ(0, run.exit_code);
  EXPECT_THAT(run.err, HasSubstr("not done within TESTCENTER_EXIT_TIMEOUT"));
  EXPECT_THAT(slow.kept(), SizeIs(1));
}

TEST_F(Run, WithSettingsThatCannotBeReadRunsTheCommandUnreported) {
  program.set("TESTCENTER_STALL_TIMEOUT", "soon");
  const ProgramRun run = program.supervise({"/bin/sh", "-c", "echo ran; exit 4"});
  EXPECT_EQ(4, run.exit_code);
  EXPECT_EQ("ran\n", run.out);
  EXPECT_THAT(run.err, HasSubstr("TESTCENTER_STALL_TIMEOUT"));
}

TEST_F(Run, NeverShowsTheToken) {
  program.set("TESTCENTER_TOKEN", "canary-7391").set("TESTCENTER_VERBOSE", "debug");
  const ProgramRun run = program.run({"run", "--json", "--", ACTOR_PROGRAM, "suite:S", "case:C"});
  EXPECT_THAT(run.err, HasSubstr("POST /upload/suites"));
  EXPECT_THAT(run.out + run.err, Not(HasSubstr("canary")));
}

}  // namespace
}  // namespace testcenter::test
