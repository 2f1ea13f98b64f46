#include "support/no_signals_meanwhile.hpp"

#include <pthread.h>

#include <initializer_list>

namespace testcenter {

NoSignalsMeanwhile::NoSignalsMeanwhile() : before_() {
  sigset_t all;
  sigfillset(&all);
  // Blocked, a fault would kill at once: no crash handler, no sanitizer could say where it was.
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS}) sigdelset(&all, fault);
  pthread_sigmask(SIG_SETMASK, &all, &before_);
}

NoSignalsMeanwhile::~NoSignalsMeanwhile() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

}  // namespace testcenter
