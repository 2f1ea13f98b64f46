// A fault in the thread that sends, as when it meets a heap that the program broke: the C library
// calls abort() then. Nobody is left to send, so nobody is waited for; the journal tells the rest.

#include <testcenter/replay.hpp>

#include "integration/crash/crasher_run.hpp"
#include "integration/reporter/tree.hpp"
#include "support/local_center/local_center_process.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Fault {
  std::string way;
  int signal;
  std::string fatal;
};

std::ostream& operator<<(std::ostream& out, const Fault& fault) { return out << fault.way; }

class FaultOfTheSender : public testing::TestWithParam<Fault> {
 protected:
  void expect_death_as_without_us(const std::string& url) const {
    const ProgramRun died = crasher.run({GetParam().way}, {{"TESTCENTER_URL", url}});
    const ProgramRun without = crasher.run_without_us({GetParam().way});
    EXPECT_EQ(died.exit_code, -GetParam().signal) << died.err;
    EXPECT_EQ(died.exit_code, without.exit_code);
    EXPECT_EQ(died.dumped_core, without.dumped_core);
    EXPECT_EQ(without_times(died.out), without_times(without.out));
    ASSERT_THAT(crasher.kept(), SizeIs(1));
    EXPECT_THAT(told_by(crasher.kept()[0]),
                AllOf(Contains("LOG 4: last words"),
                      Contains("crash " + std::to_string(GetParam().signal))));
    EXPECT_THAT(died.err, HasSubstr("results are kept in " + crasher.kept()[0]));
  }

  /// What the report then holds. If the fault hit the request that made the report, nobody knows
  /// its id, and there is another one.
  std::vector<std::string> replay_to(const LocalCenterProcess& center) {
    ReplayOptions options;
    options.config.url = center.url();
    options.paths = crasher.kept();
    const auto replayed = replay_journals(options);
    if (!replayed || !replayed->is_complete()) return {"not replayed"};
    EXPECT_THAT(crasher.kept(), IsEmpty());
    EXPECT_EQ(0, center.get_json("/api/status")["breaches"].get<int>());
    possible_duplicates = replayed->total.possible_duplicates;
    const auto id = replayed->journals[0].report_id;
    return outline(center.get_json("/api/reports/" + std::to_string(id)));
  }

  void expect_all_and_a_fatal(const std::vector<std::string>& lines) const {
    const auto times = std::count(lines.begin(), lines.end(), "    LOG last words");
    EXPECT_LE(times, 1 + static_cast<long>(possible_duplicates));
    EXPECT_THAT(lines, AllOf(Contains("  case IsGood"), Contains("  case Here"),
                             Contains("    LOG last words")));
    EXPECT_EQ(lines.back(), "    FATAL " + GetParam().fatal);
  }

  const Crasher crasher;
  std::uint64_t possible_duplicates = 0;
};

TEST_P(FaultOfTheSender, IsTheDeathOfTheProcessAndAReplayTellsTheRest) {
  const LocalCenterProcess center;
  expect_death_as_without_us(center.url());
  expect_all_and_a_fatal(replay_to(center));
}

TEST_P(FaultOfTheSender, WhileTheServerDoesNotAnswerIsTheSame) {
  {
    ScriptedServer mute;
    mute.then(Behaviour::stall(Behaviour::Moment::request), 10);
    expect_death_as_without_us(mute.url());
  }
  const LocalCenterProcess center;
  expect_all_and_a_fatal(replay_to(center));
}

INSTANTIATE_TEST_SUITE_P(
    Of, FaultOfTheSender,
    testing::Values(Fault{"sender_segv", SIGSEGV, "Crashed: SIGSEGV (segmentation fault)"},
                    Fault{"sender_is_sent_segv", SIGSEGV, "Crashed: SIGSEGV (segmentation fault)"},
                    Fault{"sender_abort", SIGABRT, "Crashed: SIGABRT (aborted)"},
                    // As abort() does since glibc 2.41, whether it is blocked or not.
                    Fault{"sender_is_sent_abort", SIGABRT, "Crashed: SIGABRT (aborted)"}),
    [](const auto& fault) { return fault.param.way; });

}  // namespace
}  // namespace testcenter::test
