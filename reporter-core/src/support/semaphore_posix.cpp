#include "support/semaphore.hpp"

#include <cerrno>
#include <chrono>
#include <ctime>

namespace testcenter {
namespace {

using std::chrono::nanoseconds;

#if defined(__GLIBC__)
#if __GLIBC_PREREQ(2, 30)
#define TESTCENTER_HAS_SEM_CLOCKWAIT
#endif
#endif

#if defined(TESTCENTER_HAS_SEM_CLOCKWAIT)
constexpr clockid_t clock_used = CLOCK_MONOTONIC;
int wait_by_clock(sem_t* semaphore, const timespec& end) {
  return sem_clockwait(semaphore, clock_used, &end);
}
#else
// The clock of the wall: should somebody set it back meanwhile, one wait takes too long.
constexpr clockid_t clock_used = CLOCK_REALTIME;
int wait_by_clock(sem_t* semaphore, const timespec& end) { return sem_timedwait(semaphore, &end); }
#endif

timespec after(timespec now, nanoseconds wait) {
  const nanoseconds all = nanoseconds(now.tv_nsec) + wait;
  now.tv_sec += static_cast<std::time_t>(all / std::chrono::seconds(1));
  now.tv_nsec = static_cast<long>((all % std::chrono::seconds(1)).count());
  return now;
}

}  // namespace

Semaphore::Semaphore() { sem_init(&semaphore_, 0, 0); }

Semaphore::~Semaphore() { sem_destroy(&semaphore_); }

void Semaphore::post() { sem_post(&semaphore_); }

void Semaphore::wait() {
  while (sem_wait(&semaphore_) != 0 && errno == EINTR) {
  }
}

bool Semaphore::wait_until(TimePoint until) {
  for (;;) {
    const TimePoint seen = TimePoint::clock::now();
    if (until <= seen) return sem_trywait(&semaphore_) == 0;
    const auto left = std::chrono::duration_cast<nanoseconds>(until - seen);
    timespec now{};
    clock_gettime(clock_used, &now);
    if (wait_by_clock(&semaphore_, after(now, left)) == 0) return true;
  }
}

}  // namespace testcenter
