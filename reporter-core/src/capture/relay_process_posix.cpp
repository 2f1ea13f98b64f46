#include "capture/relay_process.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

namespace testcenter::capture {
namespace {

/// A forked process inherits what the calling thread blocks: everything.
class NoSignals {
 public:
  NoSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~NoSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  NoSignals(const NoSignals&) = delete;
  NoSignals& operator=(const NoSignals&) = delete;

 private:
  sigset_t before_{};
};

void close_from_to(int first, int last) {
  if (first > last) return;
#if defined(SYS_close_range)
  if (syscall(SYS_close_range, first, last, 0) == 0) return;
#endif
  rlimit limit{};
  constexpr int most = 65536;
  const bool is_small = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < most;
  last = std::min(last, is_small ? static_cast<int>(limit.rlim_cur) : most);
  for (int descriptor = first; descriptor <= last; ++descriptor) close(descriptor);
}

/// Among the others is the journal, whose lock would live on in here.
void close_all_but(const RelayEnds& ends) {
  std::array<int, 7> kept = {ends.streams[0].from, ends.streams[0].to, ends.streams[1].from,
                             ends.streams[1].to,   ends.requests,      ends.answers,
                             ends.notices};
  std::sort(kept.begin(), kept.end());
  int next = 0;
  for (const int descriptor : kept) {
    if (descriptor < 0) continue;
    close_from_to(next, descriptor - 1);
    next = descriptor + 1;
  }
  close_from_to(next, 0x7fffffff);
}

[[noreturn]] void be_the_relay(const RelayEnds& ends, void (*let_go)()) {
  let_go();
  setsid();
#if defined(__linux__)
  prctl(PR_SET_NAME, "testcenter-out");
#endif
  close_all_but(ends);
  // Else it would keep a file system busy.
  const int moved = chdir("/");
  static_cast<void>(moved);
  Relay(ends).run();
  _exit(0);
}

#if defined(__linux__)

/// A child whose end raises no signal: wait() passes such ones over. Nothing runs in it that the
/// program wants to happen in its own forked children.
int fork_relay(const RelayEnds& ends, void (*let_go)()) {
  const auto child = static_cast<int>(syscall(SYS_clone, 0, 0, 0, 0, 0));
  if (child == 0) be_the_relay(ends, let_go);
  return child;
}

#else

/// A grandchild, whose parent is gone at once.
int fork_relay(const RelayEnds& ends, void (*let_go)()) {
  const pid_t child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    const pid_t relay = fork();
    if (relay == 0) be_the_relay(ends, let_go);
    _exit(relay < 0 ? errno : 0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  errno = WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
  return errno == 0 ? 0 : -1;
}

#endif

}  // namespace

Result<int> start_relay_process(const RelayEnds& ends, void (*let_go)()) {
  const NoSignals guard;
  const int process = fork_relay(ends, let_go);
  if (process < 0) return Error{std::string("fork: ") + std::strerror(errno)};
  return process;
}

void reap_relay_process(int process) {
#if defined(__linux__)
  if (process <= 0) return;
  while (waitpid(process, nullptr, static_cast<int>(__WCLONE)) < 0 && errno == EINTR) {
  }
#else
  static_cast<void>(process);
#endif
}

}  // namespace testcenter::capture
