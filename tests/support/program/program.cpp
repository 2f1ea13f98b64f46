#include "support/program/program.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string_view>

extern char** environ;  // NOLINT(readability-redundant-declaration): not in every unistd.h

namespace testcenter::test {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds patience{60};

bool is_ours_or_of_ci(std::string_view entry) {
  for (const std::string_view prefix :
       {"TESTCENTER_", "CI=", "CI_", "GITHUB_", "GITLAB_", "JENKINS_", "BUILD_", "BUILDKITE",
        "TEAMCITY_", "TF_BUILD", "SYSTEM_", "GTEST_"}) {
    if (entry.substr(0, prefix.size()) == prefix) return true;
  }
  return false;
}

std::vector<std::string> make_environment(const std::map<std::string, std::string>& ours) {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string name = std::string(*entry).substr(0, std::string_view(*entry).find('='));
    if (!is_ours_or_of_ci(*entry) && ours.count(name) == 0) entries.emplace_back(*entry);
  }
  for (const auto& [name, value] : ours) entries.push_back(name + "=" + value);
  return entries;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> all;
  for (std::string& string : strings) all.push_back(string.data());
  all.push_back(nullptr);
  return all;
}

struct Pipe {
  std::array<int, 2> ends{-1, -1};
  Pipe() {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
  }
};

/// Reads both to their ends; false if that takes too long.
bool drain(int out, std::string& out_text, int err, std::string& err_text) {
  const auto end = steady_clock::now() + patience;
  std::array<pollfd, 2> polled{pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
  std::array<std::string*, 2> texts{&out_text, &err_text};
  while (polled[0].fd >= 0 || polled[1].fd >= 0) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - steady_clock::now());
    if (left.count() <= 0) return false;
    poll(polled.data(), polled.size(), static_cast<int>(left.count()));
    for (std::size_t i = 0; i < polled.size(); ++i) {
      if (polled[i].fd < 0 || polled[i].revents == 0) continue;
      std::array<char, 65536> buffer{};
      const ssize_t got = read(polled[i].fd, buffer.data(), buffer.size());
      if (got <= 0) {
        polled[i].fd = -1;
      } else {
        texts[i]->append(buffer.data(), static_cast<std::size_t>(got));
      }
    }
  }
  return true;
}

}  // namespace

ProgramRun run_program(const std::vector<std::string>& command,
                       const std::map<std::string, std::string>& environment,
                       const std::string& folder) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> entries = make_environment(environment);
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(entries);
  Pipe out;
  Pipe err;
  const pid_t child = fork();
  if (child == 0) {
    dup2(out.ends[1], STDOUT_FILENO);
    dup2(err.ends[1], STDERR_FILENO);
    if (!folder.empty() && chdir(folder.c_str()) != 0) _exit(126);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  close(out.ends[1]);
  close(err.ends[1]);
  ProgramRun run;
  if (!drain(out.ends[0], run.out, err.ends[0], run.err)) {
    ADD_FAILURE() << command[0] << " did not end in time; it said:\n" << run.err;
    kill(child, SIGKILL);
  }
  close(out.ends[0]);
  close(err.ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  run.dumped_core = WIFSIGNALED(status) && WCOREDUMP(status);
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return run;
}

}  // namespace testcenter::test
