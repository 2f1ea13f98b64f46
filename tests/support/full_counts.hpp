#pragma once

#include <cstdlib>
#include <cstring>

namespace testcenter::test {

/// True: a test that tries many places tries them all, as long as that takes (test preset `full`).
inline bool full_counts() {
  const char* const value = std::getenv("TESTCENTER_TEST_FULL");
  return value != nullptr && std::strcmp(value, "1") == 0;
}

}  // namespace testcenter::test
