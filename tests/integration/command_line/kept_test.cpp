// What could not be sent is kept, and the command that sends it named: whoever pastes it into a
// shell has it sent, wherever it lies.

#include "integration/command_line/run_fixture.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <string>

namespace testcenter::test {
namespace {

using testing::Contains;

/// What stands behind `words` in its line.
std::string behind(const std::string& words, const std::string& text) {
  const std::size_t found = text.find(words);
  if (found == std::string::npos) return "echo not said: >&2; false";
  const std::size_t begin = found + words.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

class CommandThatSends : public Run {
 protected:
  CommandThatSends() {
    const std::string folder = std::filesystem::path(REPORTER_PROGRAM).parent_path().string();
    program.set("PATH", folder + ":/usr/bin:/bin")
        .set("TESTCENTER_SPOOL_DIR", program.folder().path("a job's $HOME"))
        .set("TESTCENTER_STALL_TIMEOUT", "0.3")
        .set("TESTCENTER_URL", dead.url());
  }
  void expect_that_it_sends(const std::string& said, const std::string& words) {
    program.set("TESTCENTER_URL", center.url());
    const ProgramRun replay = program.other({"/bin/sh", "-c", behind(words, said)});
    EXPECT_EQ(0, replay.exit_code) << said << replay.out << replay.err;
    EXPECT_THAT(tree(), Contains("  case C"));
  }

  const RefusingPort dead;
};

TEST_F(CommandThatSends, IsNamedByARun) {
  const ProgramRun run = program.supervise({ACTOR_PROGRAM, "suite:S", "case:C"});
  expect_that_it_sends(run.err, "it is sent by: ");
}

TEST_F(CommandThatSends, IsNamedByARunThatSendsNoMoreWhileTheCommandRuns) {
  ScriptedServer closed;
  closed.otherwise([](const SeenRequest&) { return Behaviour::answer(401); });
  program.set("TESTCENTER_URL", closed.url());
  const std::string said = program.folder().write("said", "");
  program.other({"/bin/sh", "-c", "exec \"$@\" 2>>'" + said + "'", "sh", REPORTER_PROGRAM, "run",
                 "--", "/bin/sh", "-c",
                 "'" ACTOR_PROGRAM "' suite:S case:C; "
                 "until grep -q 'nothing is sent any more' '" +
                     said + "'; do sleep 0.01; done"});
  expect_that_it_sends(content_of(said), "and sent by: ");
}

TEST_F(CommandThatSends, IsNamedByAProgram) {
  const ProgramRun run = program.other({ACTOR_PROGRAM, "suite:S", "case:C"});
  expect_that_it_sends(run.err, "and sent by: ");
}

TEST_F(CommandThatSends, IsNamedByAProgramThatDies) {
  const ProgramRun run = program.other({ACTOR_PROGRAM, "suite:S", "case:C", "raise:11"});
  expect_that_it_sends(run.err, "to send them: ");
}

}  // namespace
}  // namespace testcenter::test
