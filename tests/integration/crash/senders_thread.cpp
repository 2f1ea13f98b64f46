#include "integration/crash/senders_thread.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace testcenter::test {
namespace {

void (*chosen)() = nullptr;

using Tasks = std::filesystem::directory_iterator;

/// 0: there is none.
pid_t thread_called(const std::string& wanted) {
  for (const auto& task : Tasks("/proc/self/task")) {
    std::string name;
    std::getline(std::ifstream(task.path() / "comm"), name);
    if (name == wanted) return std::stoi(task.path().filename().string());
  }
  return 0;
}

/// It names itself, when it begins to run.
pid_t senders_thread() {
  const auto threads = std::distance(begin(Tasks("/proc/self/task")), Tasks());
  if (threads == 1) return getpid();
  pid_t found = 0;
  while (found == 0) found = thread_called("testcenter-send");
  return found;
}

}  // namespace

void in_the_senders_thread(void (*action)()) {
  chosen = action;
  struct sigaction run_it {};
  run_it.sa_handler = [](int) { chosen(); };
  sigaction(SIGTRAP, &run_it, nullptr);
  signal_the_senders_thread(SIGTRAP);  // one of the few that it does not block
}

void signal_the_senders_thread(int number) {
  syscall(SYS_tgkill, getpid(), senders_thread(), number);
  for (;;) pause();
}

}  // namespace testcenter::test
