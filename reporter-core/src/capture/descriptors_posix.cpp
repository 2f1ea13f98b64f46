#include "capture/descriptors.hpp"
#include "support/file_identity.hpp"
#include "support/fork_guard.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

namespace testcenter::capture {
namespace {

struct Slot {
  std::atomic<int> number{0};  // of the descriptor, + 1
  std::atomic<std::uint64_t> device{0};
  std::atomic<std::uint64_t> file{0};

  bool leads_there(int descriptor) const {
    return identity_of(descriptor) == FileIdentity{device.load(), file.load()};
  }
};

/// Enough for a run that begins while the one before it still winds up.
std::array<Slot, 32> kept{};
constexpr int taken = -1;

Slot* find(int number) {
  const auto found = std::find_if(kept.begin(), kept.end(),
                                  [=](const Slot& slot) { return slot.number == number; });
  return found != kept.end() ? &*found : nullptr;
}

void close_in_child() {
  for (Slot& slot : kept) {
    const int descriptor = slot.number.exchange(0) - 1;
    if (descriptor >= 0 && slot.leads_there(descriptor)) close(descriptor);
  }
}

}  // namespace

void keep_from_children(int descriptor) {
  static const bool registered = [] {
    fork_guard::on_fork(close_in_child);
    return true;
  }();
  static_cast<void>(registered);
  if (Slot* const stale = find(descriptor + 1)) stale->number = 0;  // closed by somebody else
  for (Slot& slot : kept) {
    int nobody = 0;
    if (!slot.number.compare_exchange_strong(nobody, taken)) continue;
    const FileIdentity there = identity_of(descriptor);
    slot.device = there.device;
    slot.file = there.file;
    slot.number = descriptor + 1;
    return;
  }
}

bool is_kept(int descriptor) {
  const Slot* const slot = descriptor >= 0 ? find(descriptor + 1) : nullptr;
  return slot != nullptr && slot->leads_there(descriptor);
}

void close_and_forget(int& descriptor) {
  if (descriptor < 0) return;
  Slot* const slot = find(descriptor + 1);
  const bool is_there = slot == nullptr || slot->leads_there(descriptor);
  // First: a child that is forked in between must not close what took its number.
  if (slot != nullptr) slot->number = 0;
  if (is_there) close(descriptor);
  descriptor = -1;
}

bool is_open(int descriptor) { return fcntl(descriptor, F_GETFD) != -1; }

Error failed(const char* call) { return Error{std::string(call) + ": " + std::strerror(errno)}; }

}  // namespace testcenter::capture
