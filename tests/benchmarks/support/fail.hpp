#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace testcenter::benchmarks {

/// A figure that was not measured as it should be is no figure: say why, and end.
[[noreturn]] inline void fail(const std::string& why) {
  std::fprintf(stderr, "benchmark: %s\n", why.c_str());
  std::exit(1);
}

inline void require(bool condition, const std::string& why) {
  if (!condition) fail(why);
}

}  // namespace testcenter::benchmarks
