#include "support/clock.hpp"
#include "support/no_fork_meanwhile.hpp"
#include "support/semaphore.hpp"

#include <pthread.h>

#include <chrono>

namespace testcenter {
namespace {

/// Not for ever: an older glibc and musl hold a lock of their own here, for which the work may
/// wait.
constexpr std::chrono::milliseconds longest_wait{200};

thread_local bool has_turn = false;

Semaphore& turn();

void before_fork() { has_turn = turn().wait_until(TimePoint::clock::now() + longest_wait); }

void after_fork() {
  if (has_turn) turn().post();
  has_turn = false;
}

/// One post, for whoever works or forks. No timed_mutex: the ThreadSanitizer of GCC 12 does not
/// know how that is waited for.
Semaphore& turn() {
  static auto* const one = [] {
    pthread_atfork(before_fork, after_fork, after_fork);
    auto* const semaphore = new Semaphore;
    semaphore->post();
    return semaphore;
  }();
  return *one;
}

}  // namespace

NoForkMeanwhile::NoForkMeanwhile() { turn().wait(); }
NoForkMeanwhile::~NoForkMeanwhile() { turn().post(); }

}  // namespace testcenter
