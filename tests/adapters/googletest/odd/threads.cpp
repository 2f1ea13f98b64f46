// Results from other threads, and other processes.
#include <testcenter/testcenter.hpp>

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <future>
#include <thread>
#include <vector>

namespace {

TEST(Threads, FailInOne) {
  std::thread([] { ADD_FAILURE() << "from another thread"; }).join();
  EXPECT_EQ(1, 2) << "from this one";
}

TEST(Threads, FailInMany) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int j = 0; j < 50; ++j) {
        ADD_FAILURE() << "one of 200";
        testcenter::log("one of 200 logs");
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

/// Fails when told to, however many tests later.
class Stragglers : public ::testing::Test {
 protected:
  static void start() {
    thread_ = std::thread([go = go_.get_future()]() mutable {
      go.get();
      ADD_FAILURE() << "late";
    });
  }
  static void finish() {
    go_.set_value();
    thread_.join();
    go_ = {};
  }
  static void TearDownTestSuite() {
    if (thread_.joinable()) finish();
  }

  static std::promise<void> go_;
  static std::thread thread_;
};
std::promise<void> Stragglers::go_;
std::thread Stragglers::thread_;

TEST_F(Stragglers, StartHere) {
  if (!thread_.joinable()) start();
}
TEST_F(Stragglers, AreFoundHere) {
  if (!thread_.joinable()) start();
  finish();
}
TEST_F(Stragglers, StartHereAndAreFoundAfterTheLastTest) {
  if (!thread_.joinable()) start();
}

TEST(Sections, TakeWhatHappensInThem) {
  testcenter::log("before");
  {
    const testcenter::Section outer("outer", "with a summary");
    const testcenter::Section inner("inner");
    ADD_FAILURE() << "in the inner section";
    SUCCEED() << "in the inner section, too";
  }
  ADD_FAILURE() << "after";
  testcenter::attach(testcenter::File::of("bytes", "bytes.txt"), "five bytes");
}

TEST(Sections, MayBeOpenAtTheEndOfATest) {
  static const auto* never_deleted = new testcenter::Section("still open");
  testcenter::log(never_deleted != nullptr ? "inside" : "outside");
  RecordProperty("of", "the case");
}

TEST(Sections, AreGoneInTheNextTest) {}

/// Of a child that runs `body` and then exits as a program does.
template <typename Body>
int exit_code_of_child(Body body) {
  std::fflush(nullptr);
  const auto child = fork();
  if (child == 0) {
    body();
    std::fflush(nullptr);
    std::freopen("/dev/null", "w", stdout);
    std::exit(3);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Forks, AreSilent) {
  testcenter::log("before the fork");
  EXPECT_EQ(exit_code_of_child([] { testcenter::log("never seen"); }), 3);
  testcenter::log("after the fork");
}

TEST(Forks, MayFailForThemselves) {
  EXPECT_EQ(exit_code_of_child([] {
              std::freopen("/dev/null", "w", stdout);
              ADD_FAILURE() << "never seen";
              const testcenter::Section section("never seen");
            }),
            3);
}

TEST(Sections, AreLeftByAnException) {
  const testcenter::Section section("left");
  throw 42;
}

}  // namespace
