#pragma once

#include "replay/writer_watch.hpp"

#include <cstdint>
#include <map>
#include <mutex>

namespace testcenter::replay {

/// Knows how processes ended: those that this process reaped, and, where the kernel tells it to
/// others than the parent (Linux 6.15), those that were seen alive. POSIX. Any thread.
class ProcessWatch final : public WriterWatch {
 public:
  ProcessWatch() = default;
  ~ProcessWatch() override;
  ProcessWatch(const ProcessWatch&) = delete;
  ProcessWatch& operator=(const ProcessWatch&) = delete;

  void see(std::uint32_t pid) override;
  std::optional<sender::WriterEnd> end_of(std::uint32_t pid) override;
  void forget(std::uint32_t pid) override;

  /// A child was waited for; `status` is waitpid()'s.
  void reaped(std::uint32_t pid, int status);

 private:
  void forget_locked(std::uint32_t pid);

  std::mutex mutex_;
  std::map<std::uint32_t, int> reaped_;  // pid -> status
  std::map<std::uint32_t, int> seen_;    // pid -> pidfd
};

/// waitpid()'s status in our words.
sender::WriterEnd end_from_status(int status);

}  // namespace testcenter::replay
