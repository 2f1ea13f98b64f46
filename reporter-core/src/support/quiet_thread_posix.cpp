#include "support/quiet_thread.hpp"

#include <pthread.h>

#include <csignal>
#include <string>
#include <system_error>
#include <utility>

namespace testcenter {

Status start_quiet_thread(std::thread& thread, const char* name, std::function<void()> body) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  // Blocked, a fault would kill at once: no crash handler, no sanitizer could say where it was.
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS}) sigdelset(&all, fault);
  // A thread inherits the mask; to block within it would be too late for a signal on its way.
  pthread_sigmask(SIG_SETMASK, &all, &before);
  Status status;
  try {
    thread = std::thread([name, body = std::move(body)] {
#if defined(__linux__)
      pthread_setname_np(pthread_self(), name);
#else
      static_cast<void>(name);
#endif
      body();
    });
  } catch (const std::system_error& error) {
    status = Error{std::string("cannot start a thread: ") + error.what()};
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return status;
}

}  // namespace testcenter
