// What comes while a run begins, ends or goes on: results of threads, forks, listeners.
#include "ways.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>

namespace {
std::function<void()> in_gethostname = [] {};
}

/// For whoever links us statically: called once as a report begins.
extern "C" int gethostname(char* name, std::size_t size) noexcept {
  in_gethostname();
  std::snprintf(name, size, "%s", "host");
  return 0;
}

namespace runs {
namespace {

int forks_while_the_run_begins() {
  static bool has_forked = false;
  static bool child_has_hung = false;
  in_gethostname = [] {
    const pid_t child = fork();
    if (child == 0) {
      alarm(10);
      SUCCEED() << "in the child";
      _exit(0);
    }
    int status = -1;
    waitpid(child, &status, 0);
    has_forked = true;
    child_has_hung = status != 0;
  };
  const int result = run();
  if (std::getenv("TESTCENTER_URL") != nullptr && !has_forked) return 4;
  return child_has_hung ? 3 : result;
}

int asserts_ahead_of_being_appended() {
  auto* listener = made_by_hand();
  ADD_FAILURE() << "ahead";
  append(listener);
  ADD_FAILURE() << "behind";
  return run();
}

int appends_in_the_first_run() {
  static bool is_first = true;
  in_the_first = [] {
    if (is_first) append(made_by_hand());
    is_first = false;
  };
  in_the_last = [] { ADD_FAILURE() << "in a test"; };
  const int first = run();
  in_the_last = [] {};
  return first + run();
}

/// A thread that outlives the tests: it asserts while the run ends and after that.
int straggler_asserts() {
  struct AtTheEnd : ::testing::EmptyTestEventListener {
    void OnTestProgramEnd(const ::testing::UnitTest& /*unit_test*/) override {
      // It is in the midst of asserting when our listener's turn comes.
      auto asserting = std::make_shared<std::promise<void>>();
      straggler = std::thread([asserting] {
        for (int i = 0; i < 300; ++i) {
          ADD_FAILURE() << "late " << i;
          if (i == 0) asserting->set_value();
        }
      });
      asserting->get_future().wait();
    }
    std::thread straggler;
  };
  auto* listener = new AtTheEnd;  // behind ours, and ends are told in reverse
  append(listener);
  const int result = run();
  listener->straggler.join();
  return result;
}

/// Ahead of a listener of ours, as a console that is slow: a failure of another thread is in
/// GoogleTest's list, and told of only when the tests have gone on.
struct Slow : ::testing::EmptyTestEventListener {
  void OnTestPartResult(const ::testing::TestPartResult& /*part*/) override {
    if (!holds_.exchange(false)) return;
    added_.set_value();
    go_on_.get_future().wait();
  }
  void fail(const char* message) {
    added_ = {};
    go_on_ = {};
    holds_ = true;
    thread_ = std::thread([message] { ADD_FAILURE() << message; });
    added_.get_future().wait();
  }
  void let_go_on() {
    if (!thread_.joinable()) return;
    go_on_.set_value();
    thread_.join();
  }

 private:
  std::atomic<bool> holds_{false};
  std::promise<void> added_;
  std::promise<void> go_on_;
  std::thread thread_;
};

int told_of_behind_the_test() {
  struct Next : Slow {  // behind ours: ends are told in reverse
    void OnTestEnd(const ::testing::TestInfo& /*test*/) override { let_go_on(); }
  };
  auto* slow = new Next;
  append(slow);
  append(made_by_hand());
  in_the_first = [slow] { slow->fail("in the first"); };
  return run();
}

int told_of_in_another_level() {
  struct Next : Slow {
    void OnEnvironmentsSetUpEnd(const ::testing::UnitTest& /*unit_test*/) override {
      fail("ahead of all tests");
    }
    void OnTestStart(const ::testing::TestInfo& /*test*/) override { let_go_on(); }
    void OnEnvironmentsTearDownEnd(const ::testing::UnitTest& /*unit_test*/) override {
      let_go_on();
    }
  };
  auto* slow = new Next;
  append(slow);
  append(made_by_hand());
  in_the_last = [slow] { slow->fail("in the last"); };
  return run();
}

int told_of_in_the_run_that_begins() {
  struct Behind : ::testing::EmptyTestEventListener {
    explicit Behind(Slow& ahead) : slow(ahead) {}
    void OnTestProgramStart(const ::testing::UnitTest& /*unit_test*/) override { slow.let_go_on(); }
    Slow& slow;
  };
  auto* slow = new Slow;
  append(slow);
  append(made_by_hand());
  append(new Behind(*slow));
  slow->fail("ahead of the run");
  return run();
}

int told_of_behind_the_run() {
  struct Next : Slow {
    void OnEnvironmentsTearDownStart(const ::testing::UnitTest& /*unit_test*/) override {
      fail("in the run");
    }
  };
  auto* slow = new Next;
  append(slow);
  append(made_by_hand());
  const int result = run();
  slow->let_go_on();
  return result;
}

int told_of_behind_a_skip() {
  struct Next : Slow {
    void OnTestEnd(const ::testing::TestInfo& /*test*/) override { let_go_on(); }
  };
  struct Behind : ::testing::EmptyTestEventListener {
    explicit Behind(Slow& ahead) : slow(ahead) {}
    void OnTestStart(const ::testing::TestInfo& test) override {
      if (std::string(test.test_suite_name()) == "Second") slow.fail("of a thread");
    }
    Slow& slow;
  };
  auto* slow = new Next;
#if defined(GTEST_FLAG_SET)
  GTEST_FLAG_SET(fail_fast, true);
#endif
  append(slow);
  append(made_by_hand());
  append(new Behind(*slow));
  in_the_first = [] { ADD_FAILURE() << "so that the next are skipped"; };
  return run();
}

}  // namespace

Ways told_late() {
  return {
      {"appends_in_the_first_run", appends_in_the_first_run},
      {"asserts_ahead_of_being_appended", asserts_ahead_of_being_appended},
      {"forks_while_the_run_begins", forks_while_the_run_begins},
      {"straggler_asserts", straggler_asserts},
      {"told_of_behind_a_skip", told_of_behind_a_skip},
      {"told_of_behind_the_run", told_of_behind_the_run},
      {"told_of_behind_the_test", told_of_behind_the_test},
      {"told_of_in_another_level", told_of_in_another_level},
      {"told_of_in_the_run_that_begins", told_of_in_the_run_that_begins},
  };
}

}  // namespace runs
