#pragma once

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <iterator>

/// For forked children that shall make no system call.
namespace testcenter::test {

/// How a child ends where they cannot be forbidden.
constexpr int cannot_forbid = 77;

/// From now on any system call of this thread kills this (forked) process. But for the clock's,
/// which most machines read without one.
inline void forbid_system_calls() {
  sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_gettime, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
  };
  const sock_fprog program{std::size(steps), steps};
  const bool forbidden = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
  if (!forbidden) _exit(cannot_forbid);
}

/// The end of such a child.
[[noreturn]] inline void leave_without_system_calls() {
  syscall(SYS_exit_group, 0);
  std::abort();
}

}  // namespace testcenter::test
