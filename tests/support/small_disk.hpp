#pragma once

#include <sched.h>

#include <sys/mount.h>
#include <unistd.h>

#include <string>

namespace testcenter::test {

inline constexpr int cannot_mount = 77;

/// In a forked child: a file system of `size` ("1m") at `folder` that only this process sees, and
/// that goes with it. Where that takes more rights than we have, exits with `cannot_mount`.
inline void mount_small_disk_or_exit(const std::string& folder, const char* size) {
  const std::string options = std::string("mode=0700,size=") + size;
  const bool mounted = unshare(CLONE_NEWNS) == 0 &&
                       mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                       mount("none", folder.c_str(), "tmpfs", 0, options.c_str()) == 0;
  if (!mounted) _exit(cannot_mount);
}

}  // namespace testcenter::test
