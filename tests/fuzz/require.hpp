#pragma once

#include <cstdlib>

namespace testcenter::test {

/// What holds for any input. libFuzzer keeps the one for which it does not.
inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace testcenter::test
