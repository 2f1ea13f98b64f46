#include "support/no_fork_meanwhile.hpp"

#include <pthread.h>

#include <chrono>
#include <mutex>

namespace testcenter {
namespace {

/// Not for ever: an older glibc and musl hold a lock of their own here, for which the work may
/// wait.
constexpr std::chrono::milliseconds longest_wait{200};

thread_local bool has_waited = false;

std::timed_mutex& work();

void before_fork() { has_waited = work().try_lock_for(longest_wait); }

void after_fork() {
  if (has_waited) work().unlock();
  has_waited = false;
}

std::timed_mutex& work() {
  static auto* const mutex = [] {
    pthread_atfork(before_fork, after_fork, after_fork);
    return new std::timed_mutex;
  }();
  return *mutex;
}

}  // namespace

NoForkMeanwhile::NoForkMeanwhile() { work().lock(); }
NoForkMeanwhile::~NoForkMeanwhile() { work().unlock(); }

}  // namespace testcenter
