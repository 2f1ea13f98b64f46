#include "replay/command.hpp"

#include <spawn.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <iterator>
#include <string_view>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

extern char** environ;  // NOLINT(readability-redundant-declaration): not in every unistd.h

namespace testcenter::replay {
namespace {

constexpr std::array<int, 4> handed_on = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

sigset_t signals_waited_for() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : handed_on) sigaddset(&set, signal);
  sigaddset(&set, SIGCHLD);
  return set;
}

sigset_t& mask_before() {
  static sigset_t mask;
  return mask;
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& variables) {
  std::vector<std::string> entries;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::string name(text.substr(0, text.find('=')));
    if (variables.count(name) == 0) entries.emplace_back(text);
  }
  for (const auto& [name, value] : variables) {
    std::string entry = name;
    entries.push_back(entry.append("=").append(value));
  }
  return entries;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> all;
  all.reserve(strings.size() + 1);
  for (std::string& string : strings) all.push_back(string.data());
  all.push_back(nullptr);
  return all;
}

/// With the signal mask that this process had before. Returns errno's code, 0 where it started.
int spawn(std::vector<std::string> command, std::vector<std::string> entries, pid_t& pid) {
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setsigmask(&attributes, &mask_before());
  const int code = posix_spawnp(&pid, command[0].c_str(), nullptr, &attributes,
                                pointers(command).data(), pointers(entries).data());
  posix_spawnattr_destroy(&attributes);
  return code;
}

/// A script without `#!`, which shells run themselves, and execvp(), but not posix_spawnp().
std::vector<std::string> through_shell(const std::vector<std::string>& command) {
  std::vector<std::string> words{"/bin/sh", "-c", R"(exec "$0" "$@")"};
  words.insert(words.end(), command.begin(), command.end());
  return words;
}

/// The terminal sent it to the command as well.
bool came_from_terminal(const siginfo_t& info) { return info.si_code > 0; }

bool asks_to_end(int signal) {
  return std::find(std::begin(handed_on), std::end(handed_on), signal) != std::end(handed_on);
}

}  // namespace

Command::Command(ProcessWatch& watch) : watch_(watch) {
  const sigset_t set = signals_waited_for();
  pthread_sigmask(SIG_BLOCK, &set, &mask_before());
  // Ignored, as whoever started us may have left it, the kernel reaps the command and tells nobody.
  static_cast<void>(std::signal(SIGCHLD, SIG_DFL));
#if defined(__linux__)
  prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
}

Status Command::start(const std::vector<std::string>& command,
                      const std::map<std::string, std::string>& variables, int& exit_code) {
  const std::vector<std::string> entries = environment_with(variables);
  int code = spawn(command, entries, pid_);
  if (code == ENOEXEC) code = spawn(through_shell(command), entries, pid_);
  if (code == 0) return {};
  pid_ = 0;
  exit_code = code == ENOENT ? 127 : 126;
  return Error{"cannot run " + command[0] + ": " + std::strerror(code)};
}

bool Command::wait(std::chrono::milliseconds at_most) {
  const sigset_t set = signals_waited_for();
  const timespec time{static_cast<std::time_t>(at_most.count() / 1000),
                      static_cast<long>(at_most.count() % 1000 * 1'000'000)};
  siginfo_t info{};
  const int signal = sigtimedwait(&set, &info, &time);
  reap();
  if (signal <= 0 || !asks_to_end(signal)) return false;
  if (!came_from_terminal(info)) hand_on(signal);
  return true;
}

/// All of them: several ends may have come as one signal.
void Command::reap() {
  int status = 0;
  pid_t pid = 0;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
    if (!WIFEXITED(status) && !WIFSIGNALED(status)) continue;
    watch_.reaped(static_cast<std::uint32_t>(pid), status);
    if (pid == pid_) status_ = status;
  }
  is_lost_ = pid < 0 && errno == ECHILD && !status_;
}

void Command::hand_on(int signal) const {
  if (pid_ > 0 && !status_) kill(pid_, signal);
}

}  // namespace testcenter::replay
