#pragma once

#include <csignal>

namespace testcenter {

/// While it lives, the calling thread takes no signals but those of faults of its own: for work
/// that a handler must not leave by siglongjmp(), and for threads, which inherit what is blocked.
class NoSignalsMeanwhile {
 public:
  NoSignalsMeanwhile();
  ~NoSignalsMeanwhile();
  NoSignalsMeanwhile(const NoSignalsMeanwhile&) = delete;
  NoSignalsMeanwhile& operator=(const NoSignalsMeanwhile&) = delete;

 private:
  sigset_t before_;
};

}  // namespace testcenter
