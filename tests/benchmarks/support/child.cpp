#include "support/child.hpp"

#include "support/fail.hpp"
#include "support/time.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace testcenter::benchmarks {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

ChildResult collect(pid_t child, int from) {
  ChildResult result;
  double figure = 0;
  while (read(from, &figure, sizeof figure) == static_cast<ssize_t>(sizeof figure)) {
    result.figures.push_back(figure);
  }
  close(from);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  result.gone_at = seconds_now();
  result.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  require(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a measured process failed");
  return result;
}

ChildResult run_forked(const std::function<void(int figures)>& body) {
  int ends[2];
  require(pipe(ends) == 0, "cannot make a pipe");
  std::fflush(nullptr);
  const pid_t child = fork();
  require(child >= 0, "cannot fork");
  if (child == 0) {
    close(ends[0]);
    body(ends[1]);
    std::exit(0);
  }
  close(ends[1]);
  return collect(child, ends[0]);
}

/// Of a process that reads until the end and throws away, as a CI runner's does.
int pipe_to_reader() {
  int ends[2];
  require(pipe2(ends, O_CLOEXEC) == 0, "cannot make a pipe");
  const pid_t reader = fork();
  require(reader >= 0, "cannot fork");
  if (reader > 0) {
    close(ends[0]);
    return ends[1];
  }
  // Not the figures' pipe nor the other end: each would keep somebody waiting for this process.
  require(dup2(ends[0], STDIN_FILENO) >= 0, "cannot read from a pipe");
  close_range(STDERR_FILENO + 1, ~0U, 0);
  char buffer[65536];
  while (read(STDIN_FILENO, buffer, sizeof buffer) > 0) {
  }
  _exit(0);
}

}  // namespace

ChildResult in_child(const std::function<void(const std::function<void(double)>& say)>& body) {
  return run_forked([&](int figures) {
    body([figures](double figure) {
      require(write(figures, &figure, sizeof figure) > 0, "cannot write to the pipe");
    });
  });
}

ChildResult run_program(const std::vector<std::string>& command,
                        const std::vector<std::string>& environment, const std::string& output,
                        const std::vector<int>& on_cores) {
  return run_forked([&](int figures) {
    const int out = output == into_pipe
                        ? pipe_to_reader()
                        : open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    require(out >= 0 && dup2(out, STDOUT_FILENO) >= 0, "cannot write to " + output);
    stay_on(on_cores);
    for (const std::string& entry : environment) putenv(const_cast<char*>(entry.c_str()));
    setenv("BENCHMARK_FIGURES", std::to_string(figures).c_str(), 1);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    fail("cannot run " + command[0]);
  });
}

}  // namespace testcenter::benchmarks
