#pragma once

#include "journal/spool.hpp"

#include <cstdint>
#include <string>

namespace testcenter::replay {

/// When a journal began, as its header says it, and else its name.
struct Beginning {
  std::uint64_t started = 0;  ///< ns since 1970-01-01 UTC; 0: unknown
  const std::string& path;
};

/// What does not say when comes last.
inline bool operator<(const Beginning& a, const Beginning& b) {
  const auto began = [](std::uint64_t started) { return started == 0 ? UINT64_MAX : started; };
  if (began(a.started) != began(b.started)) return began(a.started) < began(b.started);
  return journal::is_begun_before(a.path, b.path);
}

}  // namespace testcenter::replay
