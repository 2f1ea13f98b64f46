#include "capture/descriptors.hpp"
#include "support/fork_guard.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <string>

namespace testcenter::capture {
namespace {

/// Enough for a run that begins while the one before it still winds up. Holds descriptors + 1.
std::array<std::atomic<int>, 32> kept{};

void close_in_child() {
  for (std::atomic<int>& slot : kept) {
    const int descriptor = slot.exchange(0) - 1;
    if (descriptor >= 0) close(descriptor);
  }
}

bool swap_in_one(int from, int to) {
  for (std::atomic<int>& slot : kept) {
    int expected = from;
    if (slot.compare_exchange_strong(expected, to)) return true;
  }
  return false;
}

}  // namespace

void keep_from_children(int descriptor) {
  static const bool registered = [] {
    fork_guard::on_fork(close_in_child);
    return true;
  }();
  static_cast<void>(registered);
  swap_in_one(0, descriptor + 1);
}

void close_and_forget(int& descriptor) {
  if (descriptor < 0) return;
  // First: a child that is forked in between must not close what took its number.
  swap_in_one(descriptor + 1, 0);
  close(descriptor);
  descriptor = -1;
}

bool is_open(int descriptor) { return fcntl(descriptor, F_GETFD) != -1; }

Error failed(const char* call) { return Error{std::string(call) + ": " + std::strerror(errno)}; }

}  // namespace testcenter::capture
