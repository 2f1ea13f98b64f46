#pragma once

// A sanitizer, or no optimization, makes many times as many instructions of a call.
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define TESTCENTER_TEST_HAS_SINGLE_STEPS

#include <csetjmp>
#include <csignal>

namespace testcenter::test {

/// Lets a signal take the calling thread out of calls for good, behind any instruction of them.
class SingleSteps {
 public:
  SingleSteps() {
    struct sigaction action {};
    action.sa_handler = count_down;
    sigaction(SIGTRAP, &action, &before_);
  }
  ~SingleSteps() { sigaction(SIGTRAP, &before_, nullptr); }
  SingleSteps(const SingleSteps&) = delete;
  SingleSteps& operator=(const SingleSteps&) = delete;

  /// False if the call took fewer instructions.
  template <typename Call>
  bool leave_after(int instructions, const Call& call) {
    left_ = instructions;
    if (sigsetjmp(behind_the_call_, 1) != 0) return true;
    __builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() | trap_flag);
    call();
    __builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() & ~trap_flag);
    return false;
  }

 private:
  static void count_down(int /*signal*/) {
    left_ = left_ - 1;
    if (left_ == 0) siglongjmp(behind_the_call_, 1);
  }

  static constexpr unsigned long long trap_flag = 0x100;  // a SIGTRAP behind each instruction
  static inline sigjmp_buf behind_the_call_;
  static inline volatile std::sig_atomic_t left_ = 0;
  struct sigaction before_ {};
};

}  // namespace testcenter::test

#endif
