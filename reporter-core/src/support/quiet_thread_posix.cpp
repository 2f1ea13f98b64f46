#include "support/no_signals_meanwhile.hpp"
#include "support/quiet_thread.hpp"

#include <pthread.h>

#include <csignal>
#include <string>
#include <system_error>
#include <utility>

namespace testcenter {
namespace {

/// Since 2.41, glibc's abort() no longer unblocks its own signal: it would kill at once, and no
/// crash handler could say so.
void unblock_abort() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGABRT);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace

Status start_quiet_thread(std::thread& thread, const char* name, std::function<void()> body) {
  // A thread inherits what is blocked; to block within it would be too late for a signal on its
  // way.
  const NoSignalsMeanwhile inherited;
  Status status;
  try {
    thread = std::thread([name, body = std::move(body)] {
#if defined(__linux__)
      pthread_setname_np(pthread_self(), name);
#else
      static_cast<void>(name);
#endif
      unblock_abort();
      body();
    });
  } catch (const std::system_error& error) {
    status = Error{std::string("cannot start a thread: ") + error.what()};
  }
  return status;
}

Status run_in_quiet_thread(const char* name, std::function<void()> job) {
  std::thread thread;
  Status started = start_quiet_thread(thread, name, std::move(job));
  if (started) thread.join();
  return started;
}

}  // namespace testcenter
