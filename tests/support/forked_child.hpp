#pragma once

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

namespace testcenter::test {

/// How a child ended: its exit code, or the signal's number below 0.
inline int ended_with(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child) return 255;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// Runs `body` in a forked child. 0 if all its expectations held; what failed stands in the output.
template <typename Body>
int in_forked_child(Body body) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    body();
    std::fflush(nullptr);
    _exit(testing::Test::HasFailure() ? 1 : 0);
  }
  return ended_with(child);
}

/// A forked child that ran `body` and then stays until it is killed.
class StayingChild {
 public:
  template <typename Body>
  explicit StayingChild(Body body) {
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) return;
    child_ = fork();
    if (child_ == 0) {
      body();
      const ssize_t told = write(pipe_ends[1], "!", 1);
      while (told == 1) pause();
      _exit(1);
    }
    close(pipe_ends[1]);
    char byte = 0;
    is_ready_ = read(pipe_ends[0], &byte, 1) == 1;
    close(pipe_ends[0]);
  }
  ~StayingChild() { kill(); }
  StayingChild(const StayingChild&) = delete;
  StayingChild& operator=(const StayingChild&) = delete;

  /// False if `body` did not come to its end.
  bool is_ready() const { return is_ready_; }

  void kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ended_with(child_);
    child_ = -1;
  }

 private:
  pid_t child_ = -1;
  bool is_ready_ = false;
};

}  // namespace testcenter::test
