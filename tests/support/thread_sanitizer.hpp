#pragma once

namespace testcenter::test {

/// It takes whoever closes another thread's descriptor for a race, and has a thread of its own.
#if defined(__SANITIZE_THREAD__)
inline constexpr bool under_thread_sanitizer = true;
#else
inline constexpr bool under_thread_sanitizer = false;
#endif

}  // namespace testcenter::test
