// What a run says of itself at its end: to people, and as JSON.

#include "integration/command_line/run_fixture.hpp"
#include "support/scripted_server/scripted_server.hpp"
#include "support/scripted_server/upload_api.hpp"

#include <gmock/gmock.h>

#include <cstdint>
#include <sstream>
#include <string>

namespace testcenter::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Of numbers that stand behind `word`, at the beginning of a line.
std::uint64_t sum_of(const std::string& word, const std::string& text) {
  std::istringstream lines(text);
  std::uint64_t sum = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(word, 0) == 0) sum += std::stoull(line.substr(word.size()));
  }
  return sum;
}

/// `12,345`
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

class Summary : public Run {};

TEST_F(Summary, StandsAtTheEnd) {
  const ProgramRun run =
      program.supervise(actors({"suite:S case:C pass:1", "suite:S case:D fail:two"}));
  EXPECT_THAT(run.err, AllOf(HasSubstr("2 cases in 2 processes: 1 failed, 0 skipped"),
                             HasSubstr("FAIL  S > D"), HasSubstr("two"),
                             HasSubstr("0 pending, 0 rejected, 0 dropped; report 1 at ")));
  EXPECT_EQ("", run.out);
}

TEST_F(Summary, SaysTheSameAsJson) {
  const json result = json_of(actors({"suite:S case:C pass:1", "suite:S case:D fail:two"}));
  EXPECT_EQ(1, result["report_id"]);
  EXPECT_EQ(2, result["processes"]);
  EXPECT_EQ(2, result["cases"]);
  EXPECT_EQ(1, result["failed_cases"]);
  EXPECT_EQ("S > D", result["failures"][0]["test"]);
  EXPECT_EQ("two", result["failures"][0]["message"]);
  EXPECT_EQ("", result["kept"]);
  EXPECT_TRUE(adds_up(result["counts"]));
  EXPECT_EQ(0, result["counts"]["pending"]);
}

TEST_F(Summary, IsLeftOutWhereTheEnvironmentSaysSo) {
  program.set("TESTCENTER_VERBOSE", "quiet");
  const ProgramRun run = program.supervise(actors({"suite:S case:C fail:1"}));
  EXPECT_EQ("", run.err);
  EXPECT_THAT(tree(), Contains("    FAIL 1"));
}

/// Takes no event.
class RefusingServer {
 public:
  RefusingServer() {
    server_.otherwise([this](const SeenRequest& request) {
      if (request.target == "/upload/events") return Behaviour::answer(400);
      const auto answer = api_.answer(request.target, {});
      return Behaviour::answer(answer.status, answer.body);
    });
  }
  std::string url() const { return server_.url(); }

 private:
  UploadApi api_;
  ScriptedServer server_;  // the last: its thread uses the other
};

TEST(QuietSummary, SaysWhatTheServerRefused) {
  const RefusingServer refusing;
  ReporterProgram program(refusing.url());
  program.set("TESTCENTER_VERBOSE", "quiet");
  const ProgramRun run = program.supervise(actors({"suite:S case:C fail:1"}));
  EXPECT_THAT(program.kept(), IsEmpty());
  EXPECT_THAT(run.err, AllOf(HasSubstr("the server refused event \"1\""), HasSubstr("2 rejected")));
}

TEST_F(Summary, CountsWhatTheProcessesDropped) {
  program.set("TESTCENTER_JOURNAL_LIMIT", "1");
  const std::string output = program.folder().path("result.json");
  const std::string script = std::string("'") + ACTOR_PROGRAM + "' suite:S case:C logs:15000; '" +
                             ACTOR_PROGRAM + "' suite:S case:D logs:16000";
  const ProgramRun run = program.run({"run", "--output", output, "--", "/bin/sh", "-c", script});
  const std::uint64_t dropped = sum_of("dropped=", run.out);
  ASSERT_GT(dropped, 0U);
  const json counts = json::parse(content_of(output))["counts"];
  EXPECT_EQ(dropped, counts["dropped"]);
  EXPECT_EQ(sum_of("accepted=", run.out), counts["accepted"]);
  EXPECT_EQ(0, counts["pending"]);
  EXPECT_TRUE(adds_up(counts));
  EXPECT_THAT(run.err, HasSubstr(grouped(dropped) + " dropped;"));
}

TEST_F(Summary, IsWrittenIntoAFile) {
  const std::string file = program.folder().path("result.json");
  const ProgramRun run = program.run({"run", "--output", file, "--", "/bin/echo", "said"});
  EXPECT_EQ("said\n", run.out);
  EXPECT_EQ(0, json::parse(content_of(file))["exit_code"]);
}

TEST_F(Summary, IsWrittenIntoAFileThatTheCommandDoesNotInherit) {
  const std::string file = program.folder().path("result.json");
  const ProgramRun run =
      program.run({"run", "--output", file, "--", "/bin/ls", "-l", "/proc/self/fd"});
  EXPECT_THAT(run.out, AllOf(HasSubstr(" -> "), Not(HasSubstr("result.json"))));
  EXPECT_EQ(0, json::parse(content_of(file))["exit_code"]);
}

TEST_F(Summary, IsAllThatIsInTheFileAlsoWhereStderrIsClosed) {
  const std::string file = program.folder().path("result.json");
  program.other({"/bin/sh", "-c", "exec \"$@\" 2>&-", "sh", REPORTER_PROGRAM, "run", "--output",
                 file, "--", ACTOR_PROGRAM, "suite:S", "case:C", "fail:1"});
  EXPECT_EQ(1, json::parse(content_of(file))["failed_cases"]);
}

TEST_F(Summary, ThatNobodyReadsDoesNotChangeTheExitCode) {
  const std::string file = program.folder().path("result.json");
  const std::string until_the_reader_is_gone =
      "trap '' PIPE; while echo line; do :; done 2>/dev/null; exit 0";
  const ProgramRun run = program.other(
      {"/bin/sh", "-c", "exec 3>&1; { \"$@\"; echo $? >&3; } 2>&1 | head -n 1 >/dev/null", "sh",
       REPORTER_PROGRAM, "run", "--output", file, "--", "/bin/sh", "-c", until_the_reader_is_gone});
  EXPECT_EQ("0\n", run.out);
  EXPECT_EQ(0, json::parse(content_of(file))["exit_code"]);
}

TEST_F(Summary, SaysWhereNobodyReported) {
  EXPECT_THAT(program.supervise({"/bin/true"}).err, HasSubstr("no process reported"));
}

}  // namespace
}  // namespace testcenter::test
