// An append that a signal takes its thread out of, wherever it was.
#include "journal_case.hpp"
#include "support/told_journal.hpp"

#include <algorithm>
#include <csetjmp>
#include <csignal>

// A sanitizer, or no optimization, makes many times as many instructions of it.
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)

using testcenter::journal::Append;
using testcenter::test::told;

namespace {

sigjmp_buf behind_the_append;
volatile std::sig_atomic_t instructions_left = 0;

void count_down(int /*signal*/) {
  instructions_left = instructions_left - 1;
  if (instructions_left == 0) siglongjmp(behind_the_append, 1);
}

class InterruptedAppend : public JournalCase {
 protected:
  void SetUp() override {
    create();
    struct sigaction action {};
    action.sa_handler = count_down;
    sigaction(SIGTRAP, &action, &before_);
  }
  void TearDown() override { sigaction(SIGTRAP, &before_, nullptr); }

  /// False if it took fewer instructions.
  bool leave_append_after(int instructions) {
    instructions_left = instructions;
    if (sigsetjmp(behind_the_append, 1) != 0) return true;
    __builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() | trap_flag);
    writer_->append_close(1);
    __builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() & ~trap_flag);
    return false;
  }

 private:
  static constexpr unsigned long long trap_flag = 0x100;  // a SIGTRAP behind each instruction
  struct sigaction before_ {};
};

TEST_F(InterruptedAppend, LeavesNothingOrAWholeRecord) {
  int instructions = 0;
  for (bool was_left = true; was_left;) {
    was_left = leave_append_after(++instructions);
    writer_->forget_begun();
    ASSERT_EQ(writer_->append_close(2), Append::done);
    ASSERT_EQ(told(writer_->region()).back(), "close 2")
        << "behind " << instructions << " instructions";
  }
  const auto lines = told(writer_->region());
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "close 2"), instructions);
}

}  // namespace

#endif
