// An append that a signal takes its thread out of, wherever it was.
#include "journal_case.hpp"
#include "support/single_steps.hpp"
#include "support/told_journal.hpp"

#include <dlfcn.h>

#include <fcntl.h>

#include <algorithm>
#include <csetjmp>
#include <csignal>
#include <string>

using testcenter::EventType;
using testcenter::journal::Append;
using testcenter::test::told;

namespace {

sigjmp_buf behind_the_append;
volatile std::sig_atomic_t interrupts_allocating = 0;
volatile std::sig_atomic_t is_allocating = 0;
volatile std::sig_atomic_t was_allocating = 0;

}  // namespace

/// In place of the system's: a signal may come in the midst of it.
extern "C" int posix_fallocate(int fd, off_t offset, off_t length) {
  static const auto real =
      reinterpret_cast<decltype(&posix_fallocate)>(dlsym(RTLD_NEXT, "posix_fallocate"));
  is_allocating = 1;
  if (interrupts_allocating != 0) raise(SIGALRM);
  const int code = real(fd, offset, length);
  is_allocating = 0;
  return code;
}

namespace {

void leave_append(int /*signal*/) {
  was_allocating = is_allocating;
  siglongjmp(behind_the_append, 1);
}

class InterruptedGrowth : public JournalCase {
 protected:
  void SetUp() override {
    create();
    struct sigaction action {};
    action.sa_handler = leave_append;
    sigaction(SIGALRM, &action, &before_);
  }
  void TearDown() override {
    interrupts_allocating = 0;
    sigaction(SIGALRM, &before_, nullptr);
  }

  void append_until_a_signal_comes() {
    const std::string text(60'000, 'x');
    const testcenter::Event event = event_of(EventType::log, text);
    interrupts_allocating = 1;
    if (sigsetjmp(behind_the_append, 1) == 0) {
      while (writer_->append_event(1, event) == Append::done) continue;
      ADD_FAILURE() << "no signal came";
    }
    interrupts_allocating = 0;
    writer_->forget_begun();
  }

 private:
  struct sigaction before_ {};
};

TEST_F(InterruptedGrowth, IsDoneFirstAndKeepsNobodyOutAfterwards) {
  append_until_a_signal_comes();
  ASSERT_FALSE(was_allocating) << "whoever lets the file grow next would wait for ever";
  writer_->prepare();
  EXPECT_EQ(writer_->append_close(1), Append::done);
  EXPECT_EQ(told(writer_->region()).back(), "close 1");
  writer_->trim();
}

#if defined(TESTCENTER_TEST_HAS_SINGLE_STEPS)

class InterruptedAppend : public JournalCase {
 protected:
  void SetUp() override { create(); }
};

TEST_F(InterruptedAppend, LeavesNothingOrAWholeRecord) {
  testcenter::test::SingleSteps steps;
  int instructions = 0;
  for (bool was_left = true; was_left;) {
    was_left = steps.leave_after(++instructions, [&] { writer_->append_close(1); });
    writer_->forget_begun();
    ASSERT_EQ(writer_->append_close(2), Append::done);
    ASSERT_EQ(told(writer_->region()).back(), "close 2")
        << "behind " << instructions << " instructions";
  }
  const auto lines = told(writer_->region());
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "close 2"), instructions);
}

#endif

}  // namespace
