// A process that dies: to itself and to whoever waits for it, it dies as it would without us; what
// it said last, and that it died, is at the server or in the journal.

#include "integration/crash/crasher_run.hpp"
#include "integration/reporter/tree.hpp"
#include "support/local_center/local_center_process.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <string>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct Way {
  std::string name;
  std::string handler;   ///< of the program itself
  std::string fatal;     ///< what the report says; empty: nothing
  int signal = 0;        ///< of the Crash record in the journal; 0: there is none
  bool is_kept = false;  ///< the journal, although a server was there
};

std::ostream& operator<<(std::ostream& out, const Way& way) {
  return out << way.name << " " << way.handler;
}

std::string name_of(const testing::TestParamInfo<Way>& info) {
  return info.param.name + (info.param.handler.empty() ? "" : "_" + info.param.handler);
}

void expect_same(const ProgramRun& with_us, const ProgramRun& without) {
  EXPECT_EQ(with_us.exit_code, without.exit_code) << with_us.err;
  EXPECT_EQ(with_us.dumped_core, without.dumped_core);
  EXPECT_EQ(without_times(with_us.out), without_times(without.out));
}

class Crash : public testing::TestWithParam<Way> {
 protected:
  ProgramRun run(const Crasher::Environment& environment) const {
    return crasher.run({GetParam().name, GetParam().handler}, environment);
  }
  void expect_same_as_without(const ProgramRun& with_us) const {
    expect_same(with_us, crasher.run_without_us({GetParam().name, GetParam().handler}));
  }

  Crasher crasher;
};

TEST_P(Crash, IsAtTheServerWhileTheProcessDies) {
  const LocalCenterProcess center;
  const ProgramRun died = run({{"TESTCENTER_URL", center.url()}});
  expect_same_as_without(died);
  const auto lines = outline(center.get_json("/api/reports/1"));
  EXPECT_THAT(lines, Contains("    LOG last words"));
  if (!GetParam().fatal.empty()) {
    ASSERT_THAT(lines, SizeIs(testing::Ge(6)));
    EXPECT_EQ(lines[3], "suite Crashing");
    EXPECT_EQ(lines[4], "  case Here");
    EXPECT_THAT(lines, Contains(HasSubstr("FATAL " + GetParam().fatal)));
  } else {
    EXPECT_THAT(lines, Not(Contains(HasSubstr("FATAL"))));
  }
  EXPECT_THAT(crasher.kept(), SizeIs(GetParam().is_kept ? 1 : 0)) << died.err;
  EXPECT_EQ(0, center.get_json("/api/status")["breaches"].get<int>());
}

TEST_P(Crash, IsInTheJournalOfASpoolingProcess) {
  const ProgramRun died = run({{"TESTCENTER_MODE", "spool"}});
  expect_same_as_without(died);
  ASSERT_THAT(crasher.kept(), SizeIs(1));
  const auto lines = told_by(crasher.kept()[0]);
  EXPECT_THAT(lines, Contains("LOG 4: last words"));
  if (GetParam().signal != 0) {
    EXPECT_THAT(lines, Contains("crash " + std::to_string(GetParam().signal)));
    EXPECT_THAT(died.err, HasSubstr("results are kept in " + crasher.kept()[0] +
                                    "; to send them: testcenter-reporter replay "));
  }
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Of, Crash, testing::Values(
    Way{"segv", "", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV},
    Way{"bus", "", "Crashed: SIGBUS (bus error)", SIGBUS},
    Way{"fpe", "", "Crashed: SIGFPE (arithmetic error)", SIGFPE},
    Way{"ill", "", "Crashed: SIGILL (illegal instruction)", SIGILL},
    Way{"abort", "", "Crashed: SIGABRT (aborted)", SIGABRT},
    Way{"overflow", "", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV},
    Way{"overflow_on_a_thread_with_a_section", "", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV},
    Way{"heap", "", "Crashed: SIGABRT (aborted)", SIGABRT},
    Way{"exception", "", "Crashed: SIGABRT (aborted)", SIGABRT},
    Way{"exception_on_a_thread", "", "Crashed: SIGABRT (aborted)", SIGABRT},
    Way{"exit", "", "The process exited inside of this: exit() was called"},
    Way{"quick_exit", "", "The process exited inside of this: quick_exit() was called"},
    Way{"term", "", "Ended by SIGTERM (termination request)", SIGTERM},
    Way{"int", "", "Ended by SIGINT (interrupt)", SIGINT},
    Way{"thread", "", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV},
    Way{"threads", "", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV},
    Way{"queued", "", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV}), name_of);

INSTANTIATE_TEST_SUITE_P(BesideAHandler, Crash, testing::Values(
    Way{"segv", "leaves", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV, true},
    Way{"abort", "leaves", "Crashed: SIGABRT (aborted)", SIGABRT, true},
    Way{"queued", "leaves", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV, true},
    Way{"segv", "leaves_unmasked", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV, true},
    Way{"segv", "resets", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV, true},
    Way{"abort", "resets", "Crashed: SIGABRT (aborted)", SIGABRT, true},
    Way{"segv", "faults", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV, true},
    Way{"segv", "chains", "Crashed: SIGSEGV (segmentation fault)", SIGSEGV},
    Way{"abort", "chains", "Crashed: SIGABRT (aborted)", SIGABRT},
    Way{"segv", "survives", "Crashed: SIGSEGV (segmentation fault)"},
    Way{"int", "ignores", ""}), name_of);
// clang-format on

class DeadServer : public testing::TestWithParam<std::string> {};

TEST_P(DeadServer, ThatNeverAnswersKeepsADyingProcessTwoSecondsAndTheJournal) {
  ScriptedServer server;
  server.then(Behaviour::stall(Behaviour::Moment::request), 10);
  const Crasher crasher;
  const auto begin = std::chrono::steady_clock::now();
  const ProgramRun died = crasher.run({GetParam()}, {{"TESTCENTER_URL", server.url()}});
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  expect_same(died, crasher.run_without_us({GetParam()}));
  ASSERT_THAT(crasher.kept(), SizeIs(1));
  EXPECT_THAT(told_by(crasher.kept()[0]),
              AllOf(Contains("LOG 4: last words"), Contains(HasSubstr("crash "))));
  EXPECT_THAT(died.err, HasSubstr("results are kept in " + crasher.kept()[0]));
}

INSTANTIATE_TEST_SUITE_P(Of, DeadServer, testing::Values("segv", "abort", "term", "threads"),
                         [](const auto& way) { return way.param; });

TEST(Crashes, ProgramsThatLeaveWithoutAWordLeaveTheirJournal) {
  const LocalCenterProcess center;
  const Crasher crasher;
  const ProgramRun left = crasher.run({"_exit"}, {{"TESTCENTER_URL", center.url()}});
  expect_same(left, crasher.run_without_us({"_exit"}));
  ASSERT_THAT(crasher.kept(), SizeIs(1));
  EXPECT_THAT(told_by(crasher.kept()[0]), Not(Contains("finish")));
}

TEST(Crashes, AreNotCaughtWhereHandlersAreOff) {
  const Crasher crasher;
  const ProgramRun died =
      crasher.run({"segv"}, {{"TESTCENTER_MODE", "spool"}, {"TESTCENTER_CRASH_HANDLERS", "off"}});
  expect_same(died, crasher.run_without_us({"segv"}));
  ASSERT_THAT(crasher.kept(), SizeIs(1));
  EXPECT_EQ(told_by(crasher.kept()[0]).back(), "LOG 4: last words");
}

TEST(Crashes, TheLastEventIsTheContextOfTheFatal) {
  const LocalCenterProcess center;
  const Crasher crasher;
  crasher.run({"segv"}, {{"TESTCENTER_URL", center.url()}});
  const auto suites = center.get_json("/api/reports/1")["elements"];
  const auto fatal = suites[1]["children"][0]["events"].back();
  EXPECT_EQ(fatal["type"], "FATAL");
  EXPECT_EQ(fatal["detail"], "Last event: LOG \"last words\"");
}

TEST(Crashes, NothingIsSaidButTheOpeningLineIfAllWasSent) {
  const LocalCenterProcess center;
  const ProgramRun died = Crasher().run({"segv"}, {{"TESTCENTER_URL", center.url()}});
  EXPECT_EQ(died.err, "testcenter: reporting to " + center.url() + ", project default\n");
}

}  // namespace
}  // namespace testcenter::test
