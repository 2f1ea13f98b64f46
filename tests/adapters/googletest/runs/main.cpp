// Runs of a test program that go another way than main() { RUN_ALL_TESTS(); }:
//
//   runs_googletest WAY [GoogleTest's options]
#include <testcenter/testcenter.hpp>

#include "ways.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace runs {

std::function<void()> in_the_first = [] {};
std::function<void()> in_the_last = [] {};

namespace {

std::string way;

TEST(First, Passes) { in_the_first(); }
TEST(First, FailsFatally) {
  if (way.find("listener") != std::string::npos) {
    EXPECT_EQ(1, 2) << "not fatal";
    FAIL() << "fatal";
  }
}
TEST(Second, LeavesTheProgram) {
  testcenter::log("still here");
  in_the_last();
  if (way == "exits_in_a_test") std::exit(4);
  if (way == "throws_in_a_test") throw std::runtime_error("out of a test");
}
TEST(Second, DISABLED_Never) {}

using ::testing::Environment;

struct Surroundings : Environment {
  Surroundings(
      std::function<void()> set_up, std::function<void()> tear_down,
      std::function<void()> end = [] {})
      : set_up_(std::move(set_up)), tear_down_(std::move(tear_down)), end_(std::move(end)) {}
  ~Surroundings() override { end_(); }
  void SetUp() override { set_up_(); }
  void TearDown() override { tear_down_(); }

  std::function<void()> set_up_;
  std::function<void()> tear_down_;
  std::function<void()> end_;
};

void surround(
    std::function<void()> set_up, std::function<void()> tear_down = [] {}) {
  ::testing::AddGlobalTestEnvironment(new Surroundings(std::move(set_up), std::move(tear_down)));
}

/// GoogleTest's own way of making failures into exceptions.
struct Throwing : ::testing::EmptyTestEventListener {
  void OnTestPartResult(const ::testing::TestPartResult& part) override {
    if (part.fatally_failed()) throw ::testing::AssertionException(part);
  }
};

struct ThrowingAtStart : ::testing::EmptyTestEventListener {
  void OnTestStart(const ::testing::TestInfo& test) override {
    if (std::string(test.name()) == "FailsFatally") throw std::runtime_error("a bad listener");
  }
};

int environment_fails() {
  surround([] { EXPECT_EQ(1, 2) << "in SetUp"; }, [] { EXPECT_EQ(3, 4) << "in TearDown"; });
  return run();
}

int environment_fails_fatally() {
  surround([] { FAIL() << "no network"; });
  return run();
}

int environment_skips() {
  surround([] { GTEST_SKIP() << "no network"; });
  return run();
}

int environment_throws() {
  surround([] { throw std::runtime_error("no network"); });
  return run();
}

int environment_records() {
  surround([] { ::testing::Test::RecordProperty("network", "up"); },
           [] { ::testing::Test::RecordProperty("packets", 12); });
  return run();
}

int environment_talks() {
  surround(
      [] {
        testcenter::log("setting up");
        const testcenter::Section section("network");
        testcenter::log("connecting");
      },
      [] { testcenter::attach(testcenter::File::of("12 packets", "traffic.txt")); });
  return run();
}

int environment_fails_at_its_end() {
  ::testing::AddGlobalTestEnvironment(
      new Surroundings([] {}, [] {}, [] { ADD_FAILURE() << "in the destructor"; }));
  return run();
}

int talks_after_the_end() {
  const int result = run();
  ADD_FAILURE() << "after";
  testcenter::log("nobody closes what this would open");
  return result;
}

int asserts_around() {
  ADD_FAILURE() << "before";
  ::testing::Test::RecordProperty("before", "yes");
  const int result = run();
  ADD_FAILURE() << "after";
  SUCCEED() << "and after";
  return result;
}

int by_hand() {
  append(made_by_hand());
  return run();
}

int by_hand_but_unused() {
  const std::unique_ptr<::testing::TestEventListener> listener(made_by_hand());
  return run();
}

int twice() {
  const int first = run();
  std::puts("once more");
  return run() + first;
}

int run_only(const char* filter) {
  ::testing::GTEST_FLAG(filter) = filter;
  return run();
}

int nothing_in_between() {
  const int first = run_only("First.*");
  const int none = run_only("Nothing.*");
  return run_only("Second.*") + none + first;
}

int leaves_at_once() {
  const int result = run();
  std::fflush(nullptr);
  _exit(result);
}

int throwing_listener() {
  append(new Throwing);
  return run();
}

int throwing_listener_ahead() {
  append(new Throwing);
  append(made_by_hand());
  return run();
}

int listener_throws_at_start() {
  append(new ThrowingAtStart);
  return run();
}

int asserts_after_the_end_and_at_its_own() {
  const int result = environment_fails_at_its_end();
  ADD_FAILURE() << "after";
  return result;
}

int environment_throws_and_fails_at_its_end() {
  ::testing::AddGlobalTestEnvironment(
      new Surroundings([] { throw std::runtime_error("no network"); }, [] {},
                       [] { ADD_FAILURE() << "in the destructor"; }));
  return run();
}

/// What a static object does at exit, behind our own exit handler.
std::function<void()> at_exit = [] {};
struct AtExit {
  ~AtExit() { at_exit(); }
} const calls_at_exit;

int exits_in_a_test_and_asserts() {
  at_exit = [] { ADD_FAILURE() << "at exit"; };
  in_the_last = [] { std::exit(4); };
  return run();
}

int exits_while_another_thread_runs_the_tests() {
  auto in_a_test = std::make_shared<std::promise<void>>();
  auto exiting = std::make_shared<std::promise<void>>();
  auto tests = std::make_shared<std::thread>();
  at_exit = [=] {
    exiting->set_value();
    tests->join();
  };
  in_the_first = [=] {
    in_a_test->set_value();
    exiting->get_future().wait();
    ADD_FAILURE() << "meanwhile";
  };
  *tests = std::thread([] { static_cast<void>(run()); });
  in_a_test->get_future().wait();
  std::exit(4);
}

int fills_the_disk_and_asserts() {
  at_exit = [] { ADD_FAILURE() << "at exit"; };
  in_the_last = [] {
    const rlimit limit{1 << 20, RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 0; i < 300; ++i) SUCCEED() << std::string(10'000, 'x');
    std::exit(4);
  };
  return run();
}

int captures_between_two_runs() {
  const int first = run();
  ::testing::internal::CaptureStdout();
  std::puts("hello");
  ADD_FAILURE() << "in between";
  std::puts("hello again");
  std::printf("captured:\n%s", ::testing::internal::GetCapturedStdout().c_str());
  in_the_last = [] { std::puts("in the second run"); };
  return run() + first;
}

int talks_behind_runs_that_are_given_up() {
  surround([] { testcenter::log("setting up"); }, [] { throw std::runtime_error("no network"); });
  const int first = run();
  testcenter::log("nobody closes what this would open");
  const int second = run();
  testcenter::log("nobody closes what this would open");
  return first + second;
}

Ways ways() {
  Ways all = {
      {"asserts_after_the_end_and_at_its_own", asserts_after_the_end_and_at_its_own},
      {"asserts_around", asserts_around},
      {"by_hand", by_hand},
      {"by_hand_but_unused", by_hand_but_unused},
      {"captures_between_two_runs", captures_between_two_runs},
      {"environment_fails", environment_fails},
      {"environment_fails_at_its_end", environment_fails_at_its_end},
      {"environment_fails_fatally", environment_fails_fatally},
      {"environment_records", environment_records},
      {"environment_skips", environment_skips},
      {"environment_talks", environment_talks},
      {"environment_throws", environment_throws},
      {"environment_throws_and_fails_at_its_end", environment_throws_and_fails_at_its_end},
      {"exits_in_a_test", run},
      {"exits_in_a_test_and_asserts", exits_in_a_test_and_asserts},
      {"exits_while_another_thread_runs_the_tests", exits_while_another_thread_runs_the_tests},
      {"fills_the_disk_and_asserts", fills_the_disk_and_asserts},
      {"leaves_at_once", leaves_at_once},
      {"listener_throws_at_start", listener_throws_at_start},
      {"nothing_in_between", nothing_in_between},
      {"plain", run},
      {"talks_after_the_end", talks_after_the_end},
      {"talks_behind_runs_that_are_given_up", talks_behind_runs_that_are_given_up},
      {"throwing_listener", throwing_listener},
      {"throwing_listener_ahead", throwing_listener_ahead},
      {"throws_in_a_test", run},
      {"twice", twice},
  };
  all.merge(told_late());
  return all;
}

}  // namespace

void append(::testing::TestEventListener* listener) {
  ::testing::UnitTest::GetInstance()->listeners().Append(listener);
}

testcenter::GoogleTestListener* made_by_hand() {
  testcenter::Config config;
  config.batch = "made by hand";
  if (const char* url = std::getenv("CENTER_URL")) config.url = url;
  return new testcenter::GoogleTestListener(config);
}

int run() { return RUN_ALL_TESTS(); }

}  // namespace runs

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  runs::way = argc > 1 ? argv[1] : "";
  const auto ways = runs::ways();
  const auto found = ways.find(runs::way);
  if (found == ways.end()) {
    std::fprintf(stderr, "runs_googletest: there is no way '%s'\n", runs::way.c_str());
    return 2;
  }
  return found->second();
}
