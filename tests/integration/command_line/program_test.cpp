// The program itself: what it says of its arguments.

#include "integration/command_line/reporter_program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAreArray;

std::string complete(const std::vector<std::string>& words) {
  const std::string script = "source " PROJECT_FOLDER
                             "/adapters/command_line/completion/testcenter-reporter.bash\n"
                             "COMP_WORDS=(testcenter-reporter \"$@\")\n"
                             "COMP_CWORD=$#\n"
                             "_testcenter_reporter\n"
                             "echo ${COMPREPLY[*]}\n";
  std::vector<std::string> command{"/bin/bash", "-c", script, "bash"};
  command.insert(command.end(), words.begin(), words.end());
  return run_program(command, {}).out;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream words(text);
  return {std::istream_iterator<std::string>(words), {}};
}

/// As its --help has them, but for --help itself.
std::vector<std::string> options_of(const std::string& subcommand) {
  const std::string help = ReporterProgram().run({subcommand, "--help"}).out;
  static const std::regex option("\n +(--[a-z-]+)");
  std::vector<std::string> options;
  for (std::sregex_iterator at(help.begin(), help.end(), option), end; at != end; ++at) {
    options.push_back((*at)[1]);
  }
  return options;
}

/// Of the man page; empty: it has none.
std::string paragraph_about(std::string option) {
  for (std::size_t i = 0; (i = option.find('-', i)) != std::string::npos; i += 2) {
    option.replace(i, 1, "\\-");
  }
  const std::string page = content_of(PROJECT_FOLDER "/docs/testcenter-reporter.1");
  const std::size_t at = page.find(option, page.find(".SH OPTIONS"));
  return at == std::string::npos ? "" : page.substr(at, page.find("\n.TP", at) - at);
}

TEST(Program, HelpsWithExamples) {
  const ReporterProgram program;
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"--help"}, {"run", "--help"}, {"replay", "--help"}, {"check", "--help"}}) {
    const ProgramRun run = program.run(arguments);
    EXPECT_EQ(0, run.exit_code);
    EXPECT_THAT(run.out,
                AllOf(HasSubstr("[OPTIONS]"), HasSubstr("Examples:\n  testcenter-reporter ")));
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
  EXPECT_EQ("run replay\n", complete({"r"}));
  EXPECT_EQ("--dry-run\n", complete({"replay", "--d"}));
  EXPECT_EQ("--project --proxy\n", [&] {
    std::string out = complete({"run", "--pro"});
    return out == "--proxy --project\n" ? std::string("--project --proxy\n") : out;
  }());
  EXPECT_EQ("quiet\n", complete({"run", "--verbose", "q"}));
}

TEST(Program, ItsCompletionKnowsEachOptionOfASubcommand) {
  for (const std::string subcommand : {"run", "replay", "check"}) {
    std::vector<std::string> expected = options_of(subcommand);
    expected.emplace_back("--help");
    if (subcommand == "run") expected.emplace_back("--");
    EXPECT_THAT(words_of(complete({subcommand, "--"})), UnorderedElementsAreArray(expected));
  }
}

TEST(Program, ItsManPageKnowsEachOptionOfASubcommand) {
  for (const std::string subcommand : {"run", "replay", "check"}) {
    const std::vector<std::string> options = options_of(subcommand);
    EXPECT_GT(options.size(), 5U);
    for (const std::string& option : options) {
      const std::string paragraph = paragraph_about(option);
      EXPECT_NE("", paragraph) << option;
      EXPECT_THAT(paragraph,
                  AnyOf(HasSubstr(subcommand), Not(ContainsRegex("\\((run|replay|check)"))))
          << option;
    }
  }
}

}  // namespace
}  // namespace testcenter::test
