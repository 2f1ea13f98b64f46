#include "support/own_descriptors.hpp"
#include "support/preloaded.hpp"
#include "support/sanitizer.hpp"
#include "support/standard_descriptors.hpp"

#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

namespace testcenter::own_descriptors {

bool are_good_here() {
  for (const char* variable : {"SSLKEYLOGFILE", "LD_PRELOAD"}) {
    if (std::getenv(variable) != nullptr) return false;
  }
  return !is_anything_preloaded() && !sanitizer::follows_descriptors();
}

#if defined(SYS_close_range)

bool take(int errors) {
  constexpr unsigned unshare = 1U << 1U;  // CLOSE_RANGE_UNSHARE, which older headers do not name
  const auto highest = static_cast<unsigned>(std::max(errors, STDERR_FILENO));
  if (syscall(SYS_close_range, highest + 1, ~0U, unshare) != 0) return false;
  if (errors > STDERR_FILENO) {
    dup2(errors, STDERR_FILENO);
    syscall(SYS_close_range, STDERR_FILENO + 1, highest, 0U);
  }
  close(STDIN_FILENO);
  close(STDOUT_FILENO);
  hold_standard_places();
  return true;
}

#else

bool take(int) { return false; }

#endif

}  // namespace testcenter::own_descriptors
