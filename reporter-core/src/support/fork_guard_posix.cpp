#include "support/fork_guard.hpp"

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <new>

namespace testcenter::fork_guard {

std::atomic<Word*> this_process{nullptr};

namespace {

constexpr std::size_t page = 4096;

Word* word() {
  // A page that the kernel empties in the child: that covers a raw clone() too. Where the kernel
  // cannot (before Linux 4.14), the fork handler below does it.
  static Word* const made = []() -> Word* {
    void* memory = mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return new Word(0);
#if defined(MADV_WIPEONFORK)
    madvise(memory, page, MADV_WIPEONFORK);
#endif
    return new (memory) Word(0);
  }();
  this_process.store(made, std::memory_order_release);
  return made;
}

}  // namespace

std::uint64_t current() {
  std::uint64_t seen = word()->load(std::memory_order_relaxed);
  if (seen != 0) return seen;
  static const int registered =
      pthread_atfork(nullptr, nullptr, [] { word()->store(0, std::memory_order_relaxed); });
  static_cast<void>(registered);
  const auto mine = static_cast<std::uint64_t>(getpid());
  word()->compare_exchange_strong(seen, mine, std::memory_order_relaxed);
  return mine;
}

void on_fork(void (*handler)()) { pthread_atfork(nullptr, nullptr, handler); }

}  // namespace testcenter::fork_guard
