#include "support/alternate_stack.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>

namespace testcenter::alternate_stack {
namespace {

/// Handlers from before ours may run there as well. Only what is touched takes memory.
constexpr std::size_t size = 256 * 1024;
constexpr std::size_t guard = 64 * 1024;  // at least a page, whatever a page is

bool has_one() {
  stack_t current{};
  return sigaltstack(nullptr, &current) != 0 || (current.ss_flags & SS_DISABLE) == 0;
}

class Stack {
 public:
  Stack() {
    if (has_one()) return;
    void* const memory = mmap(nullptr, guard + size, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return;
    memory_ = static_cast<std::byte*>(memory);
    mprotect(memory_, guard, PROT_NONE);  // it grows down, to here
    const stack_t ours = description(0);
    sigaltstack(&ours, nullptr);
  }
  ~Stack() {
    if (memory_ == nullptr) return;
    stack_t current{};
    const bool is_ours = sigaltstack(nullptr, &current) == 0 && current.ss_sp == memory_ + guard;
    if (!is_ours) return;  // somebody may have put his own below ours: it stays for him
    const stack_t none = description(SS_DISABLE);
    if (sigaltstack(&none, nullptr) == 0) munmap(memory_, guard + size);
  }
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

 private:
  stack_t description(int flags) const {
    stack_t description{};
    description.ss_sp = memory_ + guard;
    description.ss_size = size;
    description.ss_flags = flags;
    return description;
  }

  std::byte* memory_ = nullptr;
};

}  // namespace

void ensure() {
  thread_local const Stack stack;
  static_cast<void>(stack);
}

}  // namespace testcenter::alternate_stack
