// The program itself: what it says of its arguments.

#include "integration/command_line/reporter_program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(Program, HelpsWithExamples) {
  const ReporterProgram program;
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"--help"}, {"run", "--help"}, {"replay", "--help"}, {"check", "--help"}}) {
    const ProgramRun run = program.run(arguments);
    EXPECT_EQ(0, run.exit_code);
    EXPECT_THAT(run.out, AllOf(HasSubstr("Usage:"), HasSubstr("Examples:")));
  }
}

TEST(Program, EndsWithTwoAndALineForArgumentsThatAreWrong) {
  const ReporterProgram program;
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{},
                                             {"no-such"},
                                             {"run"},
                                             {"run", "true"},
                                             {"check", "--", "true"},
                                             {"run", "--label", "nonsense", "--", "true"},
                                             {"replay", "--stall-timeout", "soon"}}) {
    const ProgramRun run = program.run(arguments);
    EXPECT_EQ(2, run.exit_code) << testing::PrintToString(arguments);
    EXPECT_NE("", run.err);
  }
}

TEST(Program, CompletesItsWordsInBash) {
  const std::string script = "source " PROJECT_FOLDER
                             "/adapters/command_line/completion/testcenter-reporter.bash\n"
                             "COMP_WORDS=(testcenter-reporter \"$@\")\n"
                             "COMP_CWORD=$#\n"
                             "_testcenter_reporter\n"
                             "echo ${COMPREPLY[*]}\n";
  const auto complete = [&](std::vector<std::string> words) {
    std::vector<std::string> command{"/bin/bash", "-c", script, "bash"};
    command.insert(command.end(), words.begin(), words.end());
    return run_program(command, {}).out;
  };
  EXPECT_EQ("run replay\n", complete({"r"}));
  EXPECT_EQ("--dry-run\n", complete({"replay", "--d"}));
  EXPECT_EQ("--project --proxy\n", [&] {
    std::string out = complete({"run", "--pro"});
    return out == "--proxy --project\n" ? std::string("--project --proxy\n") : out;
  }());
  EXPECT_EQ("quiet\n", complete({"run", "--verbose", "q"}));
}

/// Each option that --help names is in the man page and in the completion.
TEST(Program, ItsManPageAndCompletionKnowEachOption) {
  const ReporterProgram program;
  const std::string page = content_of(PROJECT_FOLDER "/docs/testcenter-reporter.1");
  const std::string completion =
      content_of(PROJECT_FOLDER "/adapters/command_line/completion/testcenter-reporter.bash");
  for (const char* subcommand : {"run", "replay", "check"}) {
    const std::string help = program.run({subcommand, "--help"}).out;
    int options = 0;
    for (std::size_t at = help.find("\n  --"); at != std::string::npos;
         at = help.find("\n  --", at + 1)) {
      const std::size_t end = help.find_first_of(" :\n", at + 3);
      const std::string option = help.substr(at + 3, end - at - 3);
      std::string in_page = option;
      for (std::size_t i = 0; (i = in_page.find('-', i)) != std::string::npos; i += 2) {
        in_page.replace(i, 1, "\\-");
      }
      EXPECT_THAT(page, HasSubstr(in_page));
      EXPECT_THAT(completion, HasSubstr(option));
      ++options;
    }
    EXPECT_GT(options, 5);
  }
}

}  // namespace
}  // namespace testcenter::test
