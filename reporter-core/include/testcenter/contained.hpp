#pragma once

namespace testcenter {

/// For adapters: runs what may throw. No exception of ours may reach a framework, which would count
/// it as the test's or end the program; the one there is, out of memory, loses a result. Compiles
/// without exceptions, too.
template <typename Action>
void contained(Action&& action) noexcept {
#if defined(__cpp_exceptions)
  try {
    action();
  } catch (...) {
    // The tests go on.
  }
#else
  action();
#endif
}

}  // namespace testcenter
