// What `check` tells apart.

#include "integration/command_line/reporter_program.hpp"
#include "support/local_center/local_center_process.hpp"
#include "support/scripted_server/scripted_server.hpp"
#include "support/thread_sanitizer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testcenter::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

json setting(const json& result, const std::string& name) {
  for (const json& one : result["settings"]) {
    if (one["name"] == name) return one;
  }
  return {};
}

std::string readiness_of(const std::string& url) {
  const ReporterProgram program(url);
  return program.json({"check"})["readiness"];
}

/// A server that answers so once.
std::string readiness_where(const Behaviour& behaviour) {
  ScriptedServer server;
  server.then(behaviour);
  return readiness_of(server.url());
}

TEST(Check, FindsAServerReadyAndMakesNothingThere) {
  const LocalCenterProcess center;
  const ReporterProgram program(center.url());
  const ProgramRun run = program.run({"check"});
  EXPECT_EQ(0, run.exit_code) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("ready: " + center.url() + " is ready to take results"));
  EXPECT_THAT(center.get_json("/api/reports"), SizeIs(0));
  EXPECT_THAT(program.kept(), SizeIs(0));
}

TEST(Check, FindsAWrongTokenAndARightOne) {
  const LocalCenterProcess center({"--token", "canary-right"});
  ReporterProgram program(center.url());
  program.set("TESTCENTER_TOKEN", "canary-wrong");
  const ProgramRun wrong = program.run({"check"});
  EXPECT_EQ(1, wrong.exit_code);
  EXPECT_THAT(wrong.out, HasSubstr("bad-credentials: "));
  EXPECT_THAT(wrong.out, HasSubstr("TESTCENTER_TOKEN"));
  EXPECT_THAT(wrong.out + wrong.err, Not(HasSubstr("canary")));
  EXPECT_EQ(0, program.set("TESTCENTER_TOKEN", "canary-right").run({"check"}).exit_code);
}

TEST(Check, TellsWhatStandsInTheWay) {
  const RefusingPort port;
  EXPECT_EQ("refused", readiness_of(port.url()));
  EXPECT_EQ("unknown-host", readiness_of("http://center.invalid"));
  ScriptedServer plain;
  plain.then(Behaviour::close(Behaviour::Moment::first_bytes));
  EXPECT_EQ("tls", readiness_of("https" + plain.url().substr(4)));
}

TEST(Check, TellsWhoAnswersInsteadOfTheUploadApi) {
  EXPECT_EQ("wrong-path", readiness_where(Behaviour::answer(404, R"({"message": "no"})")));
  EXPECT_EQ("wrong-path", readiness_where(Behaviour::answer(405)));
  EXPECT_EQ("wrong-path", readiness_where(Behaviour::answer(204))) << "it takes anything";
  EXPECT_EQ("wrong-path",
            readiness_where(Behaviour::answer(204, "", {{"Content-Type", "text/html"}})));
  EXPECT_EQ("not-activated",
            readiness_where(Behaviour::answer(302, "", {{"Location", "/login?token=secret"}})));
  EXPECT_EQ("not-activated", readiness_where(Behaviour::answer(200, "<html>Log in</html>",
                                                               {{"Content-Type", "text/html"}})));
  EXPECT_EQ("bad-credentials", readiness_where(Behaviour::answer(403)));
  EXPECT_EQ("server-trouble", readiness_where(Behaviour::answer(503)));
  EXPECT_EQ("no-answer", readiness_where(Behaviour::close(Behaviour::Moment::request)));
  EXPECT_EQ("ready", readiness_where(Behaviour::answer(400, R"({"message": "no runId"})")));
}

TEST(Check, TellsAProxyThatIsDownOrRefuses) {
  const RefusingPort port;
  ReporterProgram program("https://center.invalid");
  program.set("TESTCENTER_PROXY", port.url());
  EXPECT_EQ("proxy", program.json({"check"})["readiness"]);
  ScriptedServer proxy;
  proxy.then(Behaviour::answer(407));
  program.set("TESTCENTER_PROXY", proxy.url());
  EXPECT_EQ("proxy", program.json({"check"})["readiness"]);
}

TEST(Check, TellsAProxyOfTheEnvironmentThatIsDown) {
  const RefusingPort port;
  ReporterProgram program("https://center.invalid");
  program.set("https_proxy", "http://squish:canary@" + port.url().substr(7)).set("no_proxy", "");
  const json result = program.json({"check"});
  EXPECT_EQ("proxy", result["readiness"]);
  EXPECT_THAT(result["words"].get<std::string>(), HasSubstr("; check https_proxy"));
  EXPECT_THAT(result.dump(), Not(HasSubstr("canary")));
}

TEST(Check, ShowsEachSettingWithItsSourceAndNoSecret) {
  const RefusingPort port;
  ReporterProgram program;
  program.set("TESTCENTER_BATCH", "Nightly").set("TESTCENTER_TOKEN", "canary-7391");
  const json result =
      program.json({"check", "--url", port.url(), "--project", "Shop", "--label", "OS=Linux"});
  EXPECT_EQ("command line", setting(result, "url")["source"]);
  EXPECT_EQ("Shop", setting(result, "project")["value"]);
  EXPECT_EQ("OS=Linux", setting(result, "labels")["value"]);
  EXPECT_EQ("TESTCENTER_BATCH", setting(result, "batch")["source"]);
  EXPECT_EQ("***", setting(result, "token")["value"]);
  EXPECT_EQ("TESTCENTER_TOKEN", setting(result, "token")["source"]);
  EXPECT_EQ("default", setting(result, "mode")["source"]);
  EXPECT_THAT(result.dump(), Not(HasSubstr("canary")));
}

TEST(Check, ShowsWhoSwitchedReportingOffAndNothingThatIsNotRead) {
  ReporterProgram program("http://center.invalid");
  const json result = program.set("TESTCENTER_MODE", "off").json({"check", "--project", "Shop"});
  EXPECT_EQ("switched-off", result["readiness"]);
  ASSERT_THAT(result["settings"], SizeIs(1));
  EXPECT_EQ("off", setting(result, "mode")["value"]);
  EXPECT_EQ("TESTCENTER_MODE", setting(result, "mode")["source"]);
}

TEST(Check, WritesJsonOfWhatIsNotUtf8) {
  const RefusingPort port;
  const ReporterProgram program(port.url());
  const json result = program.json({"check", "--project", "caf\xE9 \xC3\xA9 \xE2\x82"});
  EXPECT_EQ("caf\xEF\xBF\xBD \xC3\xA9 \xEF\xBF\xBD\xEF\xBF\xBD",
            setting(result, "project")["value"]);
}

TEST(Check, SetsOffTheSourceHoweverWideTheValueIs) {
  const RefusingPort port;
  const ReporterProgram program(port.url());
  for (const std::size_t width : {1, 40, 41, 42, 80}) {
    const std::string project(width, 'x');
    EXPECT_THAT(program.run({"check", "--project", project}).out,
                testing::ContainsRegex(project + "  +command line"));
  }
}

TEST(Check, WarnsWhereProgramsWouldNotReportByThemselves) {
  const RefusingPort port;
  const auto warnings_of = [](ReporterProgram& program, const std::vector<std::string>& arguments) {
    return program.json(arguments)["warnings"];
  };
  ReporterProgram silent;
  EXPECT_THAT(warnings_of(silent, {"check", "--url", port.url()}).dump(),
              HasSubstr("only with TESTCENTER_URL in their environment"));
  ReporterProgram requested(port.url());
  EXPECT_THAT(warnings_of(requested, {"check"}), SizeIs(0));
  requested.set("TESTCENTER_URL", "").set("TESTCENTER_MODE", "spool");
  EXPECT_THAT(warnings_of(requested, {"check", "--url", port.url()}), SizeIs(0));
}

TEST(Check, SaysOfTheSpoolFolderWhatTestProgramsWouldSay) {
  ScriptedServer server;
  ReporterProgram program(server.url());
  const std::string folder = program.folder().write("file", "") + "/spool";
  const ProgramRun run = program.set("TESTCENTER_SPOOL_DIR", folder).run({"check"});
  const std::string words =
      "cannot use the spool folder " + folder + " (TESTCENTER_SPOOL_DIR): Not a directory";
  EXPECT_EQ(2, run.exit_code);
  EXPECT_THAT(run.out, HasSubstr("\nsettings: " + words + "\n"));
  EXPECT_THAT(run.out, HasSubstr(server.url())) << "the settings are shown all the same";
  EXPECT_THAT(server.requests(), SizeIs(0));
  EXPECT_THAT(program.other({ACTOR_PROGRAM}).err, StartsWith("testcenter: " + words + ";"));
}

TEST(Check, SaysOfAJournalWhatTestProgramsWouldSay) {
  if (under_thread_sanitizer) GTEST_SKIP() << "SIGXFSZ ends the programs there";
  ScriptedServer server;
  const ReporterProgram program(server.url());
  const auto without_room = [&](const std::string& command) {
    return program.other({"/bin/sh", "-c", "ulimit -f 0; exec " + command});
  };
  const ProgramRun run = without_room(std::string(REPORTER_PROGRAM) + " check");
  EXPECT_EQ(2, run.exit_code);
  EXPECT_THAT(run.out, HasSubstr("settings: cannot "));
  EXPECT_THAT(run.out, HasSubstr("File too large"));
  EXPECT_THAT(without_room(ACTOR_PROGRAM).err, HasSubstr("File too large"));
  EXPECT_THAT(program.kept(), SizeIs(0));
}

TEST(Check, ShowsTheSpoolFolderThatCountsWhereTheHomeCannotBeWritten) {
  const RefusingPort port;
  ReporterProgram program(port.url());
  program.set("TESTCENTER_SPOOL_DIR", "").set("XDG_STATE_HOME", "");
  program.set("HOME", program.folder().write("file", "")).set("TMPDIR", program.folder().path());
  const json result = program.json({"check"});
  EXPECT_THAT(setting(result, "spool_dir")["value"],
              StartsWith(program.folder().path("testcenter-reporter")));
  EXPECT_EQ("refused", result["readiness"]);
}

TEST(Check, SaysWhichSettingCannotBeRead) {
  ReporterProgram program;
  const ProgramRun run = program.set("TESTCENTER_STALL_TIMEOUT", "soon").run({"check"});
  EXPECT_EQ(2, run.exit_code);
  EXPECT_THAT(run.out, HasSubstr("TESTCENTER_STALL_TIMEOUT"));
}

}  // namespace
}  // namespace testcenter::test
