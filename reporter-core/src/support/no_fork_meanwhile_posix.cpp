#include "support/clock.hpp"
#include "support/no_fork_meanwhile.hpp"
#include "support/semaphore.hpp"

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <memory>

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
/// know how that is waited for. And not by the guard of a static: a child that is forked while it
/// is held would wait for it for ever.
Semaphore& turn() {
  static std::atomic<Semaphore*> known{nullptr};
  Semaphore* one = known.load(std::memory_order_acquire);
  if (one != nullptr) return *one;
  auto made = std::make_unique<Semaphore>();
  made->post();
  if (!known.compare_exchange_strong(one, made.get())) return *one;
  pthread_atfork(before_fork, after_fork, after_fork);
  return *made.release();
}

}  // namespace

NoForkMeanwhile::NoForkMeanwhile() { turn().wait(); }
NoForkMeanwhile::~NoForkMeanwhile() { turn().post(); }

}  // namespace testcenter
