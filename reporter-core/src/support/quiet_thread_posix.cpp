#include "support/no_signals_meanwhile.hpp"
#include "support/quiet_thread.hpp"
#include "support/semaphore.hpp"

#include <pthread.h>

#include <csignal>
#include <memory>
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

Status begin_in_quiet_thread(std::thread& thread, const char* name,
                             std::function<std::function<void()>()> first) {
  struct State {
    Semaphore has_begun;
    bool goes_on = false;
  };
  const auto state = std::make_shared<State>();
  Status status = start_quiet_thread(thread, name, [state, first = std::move(first)] {
    const std::function<void()> rest = first();
    state->goes_on = rest != nullptr;
    state->has_begun.post();
    if (rest) rest();
  });
  if (!status) return status;
  state->has_begun.wait();
  if (!state->goes_on) thread.join();
  return status;
}

}  // namespace testcenter
