#include "integration/crash/forks.hpp"

#include <testcenter/testcenter.hpp>

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <thread>

namespace testcenter::test {
namespace {

int* volatile nowhere = nullptr;

struct End {
  void (*die)();
  int status;  ///< exit code, or -N: signal N
};

constexpr std::array<End, 6> ends = {{{[] { _exit(7); }, 7},
                                      {[] { std::exit(8); }, 8},
                                      {[] { std::quick_exit(9); }, 9},
                                      {[] { std::abort(); }, -SIGABRT},
                                      {[] { *nowhere = 1; }, -SIGSEGV},
                                      {[] { raise(SIGTERM); }, -SIGTERM}}};

struct Child {
  pid_t pid = -1;
  int expected = 0;
};

Child start(const End& end) {
  std::fflush(nullptr);
  const pid_t pid = fork();
  if (pid == 0) {
    log("in a child");
    const Section section("of a child");
    end.die();
  }
  return {pid, end.status};
}

/// A child that hangs is killed after half a minute, and says so by its signal.
int status_of(const Child& child) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  int status = 0;
  while (waitpid(child.pid, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) kill(child.pid, SIGKILL);
    std::this_thread::yield();
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// Threads that report until this ends.
class Load {
 public:
  Load() {
    for (std::thread& thread : threads_) {
      thread = std::thread([this] {
        while (!is_over_) {
          log("load");
          ++count_;
          std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
      });
    }
  }
  ~Load() {
    is_over_ = true;
    for (std::thread& thread : threads_) thread.join();
    std::printf("load %d\n", count_.load());
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

 private:
  std::atomic<bool> is_over_{false};
  std::atomic<int> count_{0};
  std::array<std::thread, 2> threads_;
};

}  // namespace

void fork_under_load(int count) {
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  const Load load;
  std::deque<Child> running;
  for (int i = 0; i < count || !running.empty(); ++i) {
    if (i < count) running.push_back(start(ends[static_cast<std::size_t>(i) % ends.size()]));
    if (i < count && running.size() < 8) continue;
    EXPECT_EQ(status_of(running.front()), running.front().expected);
    running.pop_front();
  }
}

}  // namespace testcenter::test
