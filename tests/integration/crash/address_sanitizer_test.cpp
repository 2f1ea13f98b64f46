// A program with AddressSanitizer that it ends: its report and the exit code are what they would be
// without us, and the FATAL is at the server.

#include "integration/crash/crasher_run.hpp"
#include "integration/reporter/tree.hpp"
#include "support/local_center/local_center_process.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

struct SanitizerReport {
  std::string name;
  std::string error;     ///< what the sanitizer calls it
  std::string options;   ///< the sanitizer's
  std::string fatal;     ///< what the report says
  int crash = 0;         ///< the number in the Crash record
  bool is_kept = false;  ///< the journal: of a handler before ours nobody knows that it ends it
};

std::ostream& operator<<(std::ostream& out, const SanitizerReport& report) {
  return out << report.name << " " << report.options;
}

/// The sanitizer's report without what differs from run to run: addresses, ids, and what they
/// depend on.
std::vector<std::string> report_in(const std::string& err) {
  static const std::regex varying("0x[0-9a-f]+|==[0-9]+==|BuildId: [0-9a-f]+");
  static const std::regex wanted("ERROR: AddressSanitizer|SUMMARY|^ +#[0-9]+ |ABORTING");
  std::vector<std::string> lines;
  std::istringstream text(err);
  for (std::string line; std::getline(text, line);) {
    if (!std::regex_search(line, wanted)) continue;
    lines.push_back(std::regex_replace(line, varying, "N"));
  }
  return lines;
}

class BesideAddressSanitizer : public testing::TestWithParam<SanitizerReport> {
 protected:
  Crasher::Environment with(Crasher::Environment environment) const {
    environment["ASAN_OPTIONS"] = GetParam().options;
    return environment;
  }
  void expect_end_as_without_us(const ProgramRun& run) const {
    const ProgramRun without = crasher.run_without_us({GetParam().name}, with({}));
    EXPECT_EQ(run.exit_code, without.exit_code);
    EXPECT_EQ(run.dumped_core, without.dumped_core);
    EXPECT_EQ(without_times(run.out), without_times(without.out));
    EXPECT_THAT(report_in(run.err), Contains(HasSubstr(GetParam().error)));
    EXPECT_EQ(report_in(run.err), report_in(without.err));
  }

  const Crasher crasher{CRASHER_ASAN_PROGRAM};
};

TEST_P(BesideAddressSanitizer, ItsReportIsAsWithoutUsAndTheFatalIsAtTheServer) {
  const LocalCenterProcess center;
  const ProgramRun died = crasher.run({GetParam().name}, with({{"TESTCENTER_URL", center.url()}}));
  expect_end_as_without_us(died);
  const auto lines = outline(center.get_json("/api/reports/1"));
  ASSERT_THAT(lines, Contains("    LOG last words"));
  EXPECT_EQ(lines.back(), "    FATAL " + GetParam().fatal);
  EXPECT_THAT(crasher.kept(), SizeIs(GetParam().is_kept ? 1 : 0)) << died.err;
  EXPECT_EQ(0, center.get_json("/api/status")["breaches"].get<int>());
}

TEST_P(BesideAddressSanitizer, TheJournalOfASpoolingProcessSaysIt) {
  const ProgramRun died = crasher.run({GetParam().name}, with({{"TESTCENTER_MODE", "spool"}}));
  expect_end_as_without_us(died);
  ASSERT_THAT(crasher.kept(), SizeIs(1));
  const auto lines = told_by(crasher.kept()[0]);
  EXPECT_THAT(lines, Contains("LOG 4: last words"));
  EXPECT_EQ(lines.back(), "crash " + std::to_string(GetParam().crash)) << "once";
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Of, BesideAddressSanitizer, testing::Values(
    SanitizerReport{"use_after_free", "heap-use-after-free", "", "A sanitizer ended the process: see its report", 0, false},
    SanitizerReport{"use_after_free", "heap-use-after-free", "abort_on_error=1", "A sanitizer ended the process: see its report", 0, false},
    SanitizerReport{"segv", "SEGV on unknown address", "", "Crashed: SIGSEGV (segmentation fault)", 11, true},
    SanitizerReport{"segv", "SEGV on unknown address", "allow_user_segv_handler=0", "A sanitizer ended the process: see its report", 0, false}),
    [](const auto& info) { return info.param.name + std::to_string(info.index); });
// clang-format on

TEST(AddressSanitizer, LeavesTheJournalWhereHandlersAreOff) {
  const Crasher crasher(CRASHER_ASAN_PROGRAM);
  const ProgramRun died = crasher.run(
      {"use_after_free"}, {{"TESTCENTER_MODE", "spool"}, {"TESTCENTER_CRASH_HANDLERS", "off"}});
  EXPECT_EQ(died.exit_code, crasher.run_without_us({"use_after_free"}).exit_code);
  ASSERT_THAT(crasher.kept(), SizeIs(1));
  EXPECT_EQ(told_by(crasher.kept()[0]).back(), "LOG 4: last words");
}

TEST(AddressSanitizer, OfAServerThatDoesNotAnswerKeepsTheJournal) {
  ScriptedServer mute;
  mute.then(Behaviour::stall(Behaviour::Moment::request), 10);
  const Crasher crasher(CRASHER_ASAN_PROGRAM);
  const ProgramRun died = crasher.run({"use_after_free"}, {{"TESTCENTER_URL", mute.url()}});
  EXPECT_EQ(died.exit_code, crasher.run_without_us({"use_after_free"}).exit_code);
  EXPECT_THAT(died.err, HasSubstr("SUMMARY: AddressSanitizer: heap-use-after-free"));
  ASSERT_THAT(crasher.kept(), SizeIs(1));
  EXPECT_THAT(died.err, HasSubstr("results are kept in " + crasher.kept()[0]));
  EXPECT_EQ(told_by(crasher.kept()[0]).back(), "crash 0");
}

/// Programs of frameworks that catch signals themselves.
class OfAnotherFramework : public testing::TestWithParam<const char*> {};

TEST_P(OfAnotherFramework, ItsFatalIsAtTheServer) {
  const LocalCenterProcess center;
  const Crasher crasher(GetParam());
  const ProgramRun died = crasher.run({}, {{"TESTCENTER_URL", center.url()}});
  EXPECT_EQ(died.exit_code, crasher.run_without_us({}).exit_code);
  EXPECT_THAT(died.err, HasSubstr("SUMMARY: AddressSanitizer: heap-use-after-free"));
  const auto lines = outline(center.get_json("/api/reports/1"));
  ASSERT_THAT(lines, Contains("    LOG last words"));
  EXPECT_EQ(lines.back(), "    FATAL A sanitizer ended the process: see its report");
  EXPECT_THAT(crasher.kept(), SizeIs(0)) << died.err;
}

#if defined(CRASHER_ASAN_CATCH2_PROGRAM)
INSTANTIATE_TEST_SUITE_P(Catch2, OfAnotherFramework, testing::Values(CRASHER_ASAN_CATCH2_PROGRAM));
#endif
#if defined(CRASHER_ASAN_BOOST_TEST_PROGRAM)
INSTANTIATE_TEST_SUITE_P(BoostTest, OfAnotherFramework,
                         testing::Values(CRASHER_ASAN_BOOST_TEST_PROGRAM));
#endif
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(OfAnotherFramework);

}  // namespace
}  // namespace testcenter::test
