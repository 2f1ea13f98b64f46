// Threads, and signals that jump out of a callback.
#include "run.hpp"

#include <testcenter/testcenter.hpp>

#include "support/forked_child.hpp"
#include "support/no_system_calls.hpp"
#include "support/told_reporter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <csetjmp>
#include <csignal>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace testcenter::test {
namespace {

using boost_test::CallLock;
using boost_test::EntryKind;
using boost_test::RunTree;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;

volatile std::sig_atomic_t alarms = 0;
void count_alarm(int /*signal*/) { alarms = alarms + 1; }

class RunTest : public ::testing::Test {
 protected:
  RunTest() {
    run_.configure(spool_only(folder_));
    run_.begin("Root", {"Boost.Test", {}, true});
    run_.tell([](RunTree& tree) {
      tree.start_suite({"Root", {}, {}, {}});
      tree.start_case({"Root", {}, {}, {}}, {"c", {}, {}, {}, 0, false});
    });
  }

  std::vector<std::string> told() {
    run_.end();
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path("spool"))) {
      return told_by_adapter(entry.path());
    }
    return {};
  }

  TemporaryFolder folder_;
  boost_test::Run run_;
};

TEST_F(RunTest, EntriesOfSeveralThreadsKeepAllValues) {
  run_.enter_timed_unit();
  constexpr int threads = 4, entries = 200;
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t) {
    all.emplace_back([this, t] {
      for (int i = 0; i < entries; ++i) {
        const auto value = "<" + std::to_string(t * entries + i) + ">";
        run_.tell([](RunTree& tree) { tree.start_entry(EntryKind::error, {"f.cpp", 1}); });
        run_.add_value(value);
        run_.tell([](RunTree& tree) { tree.finish_entry(); });
      }
    });
  }
  for (auto& thread : all) thread.join();

  std::multiset<std::string> seen;
  const std::regex value("<[0-9]+>");
  for (const auto& line : told()) {
    ASSERT_NE(line, "corrupt");
    seen.insert(std::sregex_token_iterator(line.begin(), line.end(), value),
                std::sregex_token_iterator());
  }
  EXPECT_THAT(seen, SizeIs(threads * entries));
  EXPECT_THAT(std::set<std::string>(seen.begin(), seen.end()), SizeIs(threads * entries));
}

TEST_F(RunTest, AnAlarmWaitsUntilTheCallbackIsOverWhereATestMayTimeOut) {
  const auto before = std::signal(SIGALRM, count_alarm);
  alarms = 0;
  run_.enter_timed_unit();
  run_.tell([](RunTree&) {
    std::raise(SIGALRM);
    EXPECT_EQ(alarms, 0);
  });
  EXPECT_EQ(alarms, 1);
  run_.leave_timed_unit();
  run_.tell([](RunTree&) {
    std::raise(SIGALRM);
    EXPECT_EQ(alarms, 2) << "no system call where no test may time out";
  });
  std::signal(SIGALRM, before);
}

TEST_F(RunTest, ValuesMakeNoSystemCallWhereATestMayTimeOut) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers make system calls of their own";
#endif
  const int ended = in_forked_child([this] {
    boost_test::Run run;
    run.configure(spool_only(folder_));
    run.begin("Root", {"Boost.Test", {}, true});
    run.enter_timed_unit();
    run.tell([](RunTree& tree) { tree.start_entry(EntryKind::passed, {}); });
    if (!run.is_reporting()) _exit(1);
    forbid_system_calls();
    for (const char* value : {"check ", "a", " == ", "b", " has passed"}) run.add_value(value);
    leave_without_system_calls();
  });
  if (ended == cannot_forbid) GTEST_SKIP() << "system calls cannot be forbidden here";
  EXPECT_EQ(ended, 0);
}

TEST_F(RunTest, ValuesOfAnySizeStandInTheirOrderWhereATestMayTimeOut) {
  run_.enter_timed_unit();
  run_.tell([](RunTree& tree) { tree.start_entry(EntryKind::error, {"f.cpp", 1}); });
  const std::string longer(5000, 'x');
  run_.add_value("a");
  run_.add_value("b\n");
  run_.add_value(longer);
  run_.add_value("c");
  run_.tell([](RunTree& tree) { tree.finish_entry(); });
  run_.add_value("outside of all entries");
  EXPECT_THAT(told(), AllOf(Contains(HasSubstr("FAIL 2: ab")),
                            Contains(HasSubstr("outside of all entries"))));
}

std::jmp_buf back;

TEST_F(RunTest, ACallbackThatWasLeftByAJumpEndsTheReportInOneLine) {
  run_.tell([](RunTree& tree) { tree.start_entry(EntryKind::passed, {}); });
  if (setjmp(back) == 0) {
    run_.tell([](RunTree&) { std::longjmp(back, 1); });
  }
  ::testing::internal::CaptureStderr();
  for (int i = 0; i < 3; ++i) {
    run_.tell([](RunTree&) { ADD_FAILURE() << "what was left is half done"; });
  }
  std::thread([this] {
    run_.tell([](RunTree&) { ADD_FAILURE() << "so it is for others"; });
  }).join();
  EXPECT_EQ(::testing::internal::GetCapturedStderr(),
            "testcenter: a signal left a test in the middle of reporting a result; reporting is "
            "off from here, the tests run on\n");
  EXPECT_THAT(told(), Contains(HasSubstr("case 2 in 1: c"))) << "what came before is kept";
}

TEST_F(RunTest, TestsSayTheirOwnWordsOnlyWhileTheyRun) {
  run_.end();
  run_.begin("Root", {"Boost.Test", {}, true});  // somebody logs behind the run
  EXPECT_TRUE(run_.is_reporting());
  EXPECT_FALSE(testcenter::reporting());
  run_.start();
  EXPECT_TRUE(testcenter::reporting());
  run_.end();
  EXPECT_FALSE(testcenter::reporting());
}

TEST_F(RunTest, NothingIsToldAfterTheEnd) {
  EXPECT_TRUE(run_.is_reporting());
  run_.end();
  run_.tell([](RunTree&) { ADD_FAILURE() << "after the end"; });
  EXPECT_FALSE(run_.is_reporting());
}

TEST(CallLock, LetsBackInWhomAJumpTookOutOfALightCall) {
  CallLock lock;
  EXPECT_TRUE(lock.enter_lightly());
  EXPECT_TRUE(lock.enter_lightly()) << "it was left";
  EXPECT_EQ(lock.enter(), CallLock::Entered::yes) << "once more";
  lock.leave();
  std::thread([&] { EXPECT_EQ(lock.enter(), CallLock::Entered::yes); }).join();
}

TEST(CallLock, IsBrokenByWhomAJumpTookOutOfAnyOther) {
  CallLock lock;
  EXPECT_TRUE(lock.enter_lightly());
  lock.leave();
  EXPECT_EQ(lock.enter(), CallLock::Entered::yes);
  EXPECT_FALSE(lock.enter_lightly());
  EXPECT_EQ(lock.enter(), CallLock::Entered::found_broken);
  EXPECT_FALSE(lock.enter_lightly());
  std::thread([&] { EXPECT_FALSE(lock.enter_lightly()); }).join();
}

TEST(CallLock, LetsOneInAtATime) {
  CallLock lock;
  EXPECT_EQ(lock.enter(), CallLock::Entered::yes);
  std::thread other([&] {
    EXPECT_EQ(lock.enter(), CallLock::Entered::yes);
    lock.leave();
  });
  lock.leave();
  other.join();
}

}  // namespace
}  // namespace testcenter::test
