#include "support/own_descriptors.hpp"
#include "support/sanitizer.hpp"
#include "support/standard_descriptors.hpp"

#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#include <cstdlib>
#include <string_view>

namespace testcenter::own_descriptors {

bool are_good_here() {
  const char* const preloaded = std::getenv("LD_PRELOAD");
  const bool is_nothing_preloaded = preloaded == nullptr || std::string_view(preloaded).empty();
  return is_nothing_preloaded && !sanitizer::follows_descriptors();
}

#if defined(SYS_close_range)

bool take(int kept) {
  constexpr unsigned unshare = 1U << 1U;  // CLOSE_RANGE_UNSHARE, which older headers do not name
  const auto number = static_cast<unsigned>(kept);
  if (syscall(SYS_close_range, number + 1, ~0U, unshare) != 0) return false;
  const unsigned first = STDERR_FILENO + 1;
  if (number > first) syscall(SYS_close_range, first, number - 1, 0U);
  close(STDIN_FILENO);
  close(STDOUT_FILENO);
  hold_standard_places();
  return true;
}

#else

bool take(int) { return false; }

#endif

}  // namespace testcenter::own_descriptors
