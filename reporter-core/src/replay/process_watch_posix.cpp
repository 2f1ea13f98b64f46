#include "replay/process_watch.hpp"

#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace testcenter::replay {
namespace {

#if defined(__linux__)
/// As <linux/pidfd.h> has it from Linux 6.15 on; older headers lack it.
struct PidfdInfo {
  std::uint64_t mask;
  std::uint64_t cgroup;
  std::uint32_t ids[11];
  std::int32_t exit_code;
};
constexpr std::uint64_t exit_is_known = 1U << 3U;

int watch(std::uint32_t pid) {
  return static_cast<int>(syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0));
}

/// waitpid()'s status of a process that is gone, if the kernel tells it.
std::optional<int> status_of(int pidfd) {
  PidfdInfo info{};
  info.mask = exit_is_known;
  const bool is_told = ioctl(pidfd, _IOWR(0xFF, 11, PidfdInfo), &info) == 0;
  if (!is_told || (info.mask & exit_is_known) == 0) return std::nullopt;
  return info.exit_code;
}
#else
int watch(std::uint32_t) { return -1; }
std::optional<int> status_of(int) { return std::nullopt; }
#endif

bool is_there(std::uint32_t pid) { return kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM; }

}  // namespace

sender::WriterEnd end_from_status(int status) {
  sender::WriterEnd end;
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
  return end;
}

ProcessWatch::~ProcessWatch() {
  for (const auto& [pid, pidfd] : seen_) close(pidfd);
}

void ProcessWatch::see(std::uint32_t pid) {
  const std::lock_guard lock(mutex_);
  forget_locked(pid);  // an earlier process of this number
  const int pidfd = watch(pid);
  if (pidfd >= 0) seen_.emplace(pid, pidfd);
}

std::optional<sender::WriterEnd> ProcessWatch::end_of(std::uint32_t pid) {
  const std::lock_guard lock(mutex_);
  std::optional<int> status;
  if (const auto found = reaped_.find(pid); found != reaped_.end()) status = found->second;
  const auto seen = seen_.find(pid);
  if (!status && seen != seen_.end()) status = status_of(seen->second);
  if (!status && is_there(pid)) return std::nullopt;
  forget_locked(pid);
  return status ? end_from_status(*status) : sender::WriterEnd{};
}

void ProcessWatch::forget(std::uint32_t pid) {
  const std::lock_guard lock(mutex_);
  forget_locked(pid);
}

void ProcessWatch::forget_locked(std::uint32_t pid) {
  reaped_.erase(pid);
  const auto seen = seen_.find(pid);
  if (seen == seen_.end()) return;
  close(seen->second);
  seen_.erase(seen);
}

void ProcessWatch::reaped(std::uint32_t pid, int status) {
  const std::lock_guard lock(mutex_);
  reaped_[pid] = status;
}

}  // namespace testcenter::replay
