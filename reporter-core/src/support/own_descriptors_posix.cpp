#include "support/own_descriptors.hpp"
#include "support/preloaded.hpp"
#include "support/sanitizer.hpp"
#include "support/standard_descriptors.hpp"

#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#include <algorithm>

namespace testcenter::own_descriptors {

bool are_good_here() { return !is_anything_preloaded() && !sanitizer::follows_descriptors(); }

#if defined(SYS_close_range)

namespace {

constexpr unsigned unshare = 1U << 1U;  // CLOSE_RANGE_UNSHARE, which older headers do not name

bool close_from_to(int first, unsigned last, unsigned flags = 0) {
  return syscall(SYS_close_range, static_cast<unsigned>(first), last, flags) == 0;
}

}  // namespace

bool take(int kept, int errors) {
  const int highest = std::max(kept, errors);
  if (!close_from_to(highest + 1, ~0U, unshare)) return false;
  if (errors != STDERR_FILENO) dup2(errors, STDERR_FILENO);
  if (kept > STDERR_FILENO + 1) {
    close_from_to(STDERR_FILENO + 1, static_cast<unsigned>(kept) - 1);
  }
  if (highest > kept) close_from_to(kept + 1, static_cast<unsigned>(highest));
  close(STDIN_FILENO);
  close(STDOUT_FILENO);
  hold_standard_places();
  return true;
}

#else

bool take(int, int) { return false; }

#endif

}  // namespace testcenter::own_descriptors
