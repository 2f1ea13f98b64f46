#include "journal/record.hpp"
#include "reporter/crash_handler.hpp"
#include "reporter/process.hpp"
#include "support/no_signals_meanwhile.hpp"
#include "support/sanitizer.hpp"

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csetjmp>
#include <csignal>
#include <ctime>

namespace testcenter::core::crash_handler {
namespace {

constexpr std::array<int, 5> faults = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr std::array<int, 2> requests = {SIGTERM, SIGINT};
/// More than a reporter waits for the console and the server.
constexpr int patience_with_other_ms = 5000;

// Everything here is used by handlers, and written before the one that it is for is installed.
std::array<struct sigaction, NSIG> previous;
std::atomic<pid_t> owner{0};
std::atomic<bool> takes_requests{false};
std::atomic<bool> takes_faults{false};

std::atomic<pthread_t> teller{};  // the thread in tell()
std::atomic<bool> has_told{false};
std::atomic<bool> was_ended_by_sanitizer{false};
sigjmp_buf out_of_tell;  // the teller's

bool is_request(int number) { return number == SIGTERM || number == SIGINT; }

bool is_default(const struct sigaction& action) { return action.sa_handler == SIG_DFL; }

sigset_t set_of_faults() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : faults) sigaddset(&set, number);
  return set;
}

/// A fault in here (a disk that broke under the journal's mapping, memory overwritten) must not
/// become the process' fault: it ends our part. Where a framework catches faults it does end the
/// process, since that one's handler would leave ours by a jump.
void tell(int number) {
  if (sigsetjmp(out_of_tell, 1) != 0) return;
  const sigset_t set = set_of_faults();
  sigset_t before;
  pthread_sigmask(takes_faults.load() ? SIG_UNBLOCK : SIG_BLOCK, &set, &before);
  const bool is_last = is_default(previous[static_cast<std::size_t>(number)]);
  has_told.store(true);
  process::crash(number, is_last);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

/// Two threads crash at once: who is second must not end the process while the first one waits for
/// the server.
void wait_for_teller() {
  const timespec a_millisecond{0, 1'000'000};
  for (int i = 0; i < patience_with_other_ms && teller.load() != pthread_t{}; ++i) {
    nanosleep(&a_millisecond, nullptr);
  }
}

void tell_once(int number) {
  pthread_t nobody{};
  if (teller.compare_exchange_strong(nobody, pthread_self())) {
    tell(number);
    teller.store(pthread_t{});
  } else if (pthread_equal(nobody, pthread_self()) != 0) {
    siglongjmp(out_of_tell, 1);
  } else {
    wait_for_teller();
  }
}

/// True if the instruction that raised it does so again when the handler returns.
bool repeats_itself(int number, const siginfo_t& info) {
  if (info.si_code <= 0 || number == SIGABRT || is_request(number)) return false;
#if defined(BUS_MCEERR_AO)
  if (number == SIGBUS && info.si_code == BUS_MCEERR_AO) return false;
#endif
  return true;
}

/// To this thread, with what is known of its sender. It is blocked until the handler returns.
void send_again(int number, siginfo_t* info) {
#if defined(SYS_rt_tgsigqueueinfo)
  if (syscall(SYS_rt_tgsigqueueinfo, getpid(), syscall(SYS_gettid), number, info) == 0) return;
#else
  static_cast<void>(info);
#endif
  static_cast<void>(raise(number));  // there is nothing else to try
}

/// The previous action meets the signal as the kernel would have given it: its own mask, flags and
/// stack, the same information, the same place in the program.
void hand_on(int number, siginfo_t* info) {
  sigaction(number, &previous[static_cast<std::size_t>(number)], nullptr);
  if (!repeats_itself(number, *info)) send_again(number, info);
}

void on_signal(int number, siginfo_t* info, void* /*context*/) {
  const int saved_errno = errno;
  const bool is_ours = getpid() == owner.load();  // not in a child, vfork()'s included
  if (is_ours && !was_ended_by_sanitizer.load()) tell_once(number);
  hand_on(number, info);
  errno = saved_errno;
}

bool is_teller() { return pthread_equal(teller.load(), pthread_self()) != 0; }

/// A fault comes here as well, when the sanitizer's handler has had it after ours.
void on_death_by_sanitizer() {
  if (getpid() != owner.load() || is_teller()) return;
  if (has_told.load()) return wait_for_teller();
  was_ended_by_sanitizer.store(true);
  const NoSignalsMeanwhile quiet;
  tell_once(journal::by_a_sanitizer);
}

void install_for(int number) {
  struct sigaction& before = previous[static_cast<std::size_t>(number)];
  if (sigaction(number, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) return;
  if (is_request(number) && !is_default(before)) return;
  struct sigaction ours {};
  ours.sa_sigaction = on_signal;
  ours.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigfillset(&ours.sa_mask);  // another's handler, of a timeout say, may leave by a jump
  sigaction(number, &ours, nullptr);
}

}  // namespace

void install(Faults which) {
  owner.store(getpid());
  if (which == Faults::ours && !takes_faults.exchange(true)) {
    for (const int number : faults) install_for(number);
  }
  if (takes_requests.exchange(true)) return;
  for (const int number : requests) install_for(number);
  sanitizer::tell_before_death(on_death_by_sanitizer);
}

}  // namespace testcenter::core::crash_handler
