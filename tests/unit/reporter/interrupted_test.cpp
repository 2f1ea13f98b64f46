// Calls that a signal takes a thread out of.
#include "recorder_case.hpp"
#include "support/single_steps.hpp"

#include <sys/mman.h>

#include <csetjmp>
#include <csignal>

namespace {

sigjmp_buf behind_the_crash;

void jump(int /*signal*/) { siglongjmp(behind_the_crash, 1); }

/// Text that cannot be read: whoever copies it gets a SIGSEGV.
class UnreadableText {
 public:
  UnreadableText() : page_(mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {}
  ~UnreadableText() { munmap(page_, size); }
  UnreadableText(const UnreadableText&) = delete;
  UnreadableText& operator=(const UnreadableText&) = delete;
  std::string_view view() const { return {static_cast<const char*>(page_), size}; }

 private:
  static constexpr std::size_t size = 64;
  void* page_;
};

class Interrupted : public RecorderCase {
 protected:
  void SetUp() override {
    start();
    struct sigaction action {};
    action.sa_handler = jump;
    sigaction(SIGSEGV, &action, &before_);
  }
  void TearDown() override { sigaction(SIGSEGV, &before_, nullptr); }

  /// As Boost.Test does: a signal ends what the test was doing, wherever that was.
  void crash_while_adding(std::uint32_t element, const testcenter::Event& event) {
    if (sigsetjmp(behind_the_crash, 1) == 0) recorder_->add(element, event);
  }
  void crash_while_adding_to(std::uint32_t element) {
    const UnreadableText unreadable;
    crash_while_adding(element, {EventType::log, unreadable.view(), {}, {file, 1}, {}});
  }
  /// When its message was written.
  void crash_late_while_adding_to(std::uint32_t element) {
    const std::string message(testcenter::journal::max_text, 'x');
    const UnreadableText unreadable;
    crash_while_adding(element, {EventType::log, message, unreadable.view(), {}, {}});
  }

  static constexpr const char* file = "where_it_crashes.cpp";
  struct sigaction before_ {};
};

TEST_F(Interrupted, ACallTurnsItsOwnThreadAwayInsteadOfWaitingForEver) {
  const auto c = test_case(suite());
  crash_while_adding_to(c);
  EXPECT_EQ(add(c, EventType::fail, "from the handler"), Recorded::no);
  EXPECT_EQ(section(c), 0u);
  EXPECT_EQ(recorder_->counts().dropped, 3u) << "with the one that it does not come back to";
  EXPECT_FALSE(recorder_->finish({}));
}

TEST_F(Interrupted, AThreadThatSaysSoGoesOn) {
  const auto c = test_case(suite());
  add(c, EventType::log, "before");
  crash_while_adding_to(c);
  recorder_->forget_interrupted();
  EXPECT_EQ(add(c, EventType::fatal, "SIGSEGV"), Recorded::yes);
  EXPECT_TRUE(recorder_->finish({}));
  EXPECT_EQ(recorder_->counts().dropped, 1u);
  expect_nothing_uncounted();
  const auto lines = told();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "LOG 2: before"), 1);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "FATAL 2: SIGSEGV"), 1);
}

TEST_F(Interrupted, ARecordThatNeverWasGivesNoFileToLaterOnes) {
  const auto c = test_case(suite());
  crash_while_adding_to(c);
  recorder_->forget_interrupted();
  for (const char* message : {"first", "second"}) {
    recorder_->add(c, {EventType::fatal, message, {}, {file, 7}, {}});
  }
  const auto lines = told();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "FATAL 2: first"), 1);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "FATAL 2: second"), 1);
}

TEST_F(Interrupted, ALongTextIsNotReadBehindAShorterRecord) {
  const auto c = test_case(suite());
  crash_late_while_adding_to(c);
  recorder_->forget_interrupted();
  EXPECT_EQ(add(c, EventType::fatal, "SIGALRM"), Recorded::yes);
  EXPECT_EQ(told(), (Lines{"suite 1 in 0: S", "case 2 in 1: C", "FATAL 2: SIGALRM"}));
  EXPECT_TRUE(recorder_->finish({}));
  EXPECT_EQ(told().back(), "finish");
}

TEST_F(Interrupted, ALongTextGivesNoRunIdToLaterElements) {
  const auto s = suite();
  crash_late_while_adding_to(test_case(s));
  recorder_->forget_interrupted();
  test_case(s);
  test_case(s);
  testcenter::journal::Reader reader(region());
  testcenter::journal::Record record;
  int elements = 0;
  while (reader.next(record) == testcenter::journal::Reader::State::record) {
    elements += record.kind == testcenter::journal::RecordKind::open ? 1 : 0;
    EXPECT_EQ(record.run_id, 0);
  }
  EXPECT_EQ(elements, 4);
}

TEST_F(Interrupted, ThreadsThatWereNotLoseNothing) {
  const auto c = test_case(suite());
  recorder_->forget_interrupted();
  EXPECT_EQ(add(c, EventType::log, "well"), Recorded::yes);
  EXPECT_EQ(recorder_->counts().dropped, 0u);
}

#if defined(TESTCENTER_TEST_HAS_SINGLE_STEPS)

class InterruptedAnywhere : public RecorderCase {
 protected:
  void SetUp() override { start(); }

  template <typename Call>
  void expect_exact_counts(const Call& call) {
    call();  // the dynamic linker is none of ours
    testcenter::test::SingleSteps steps;
    int instructions = 0;
    for (bool was_left = true; was_left && !HasFailure();) {
      was_left = steps.leave_after(++instructions, call);
      recorder_->forget_interrupted();
      EXPECT_EQ(add(1, EventType::log), Recorded::yes);
      expect_nothing_uncounted();
    }
    EXPECT_FALSE(HasFailure()) << "behind " << instructions << " instructions";
    EXPECT_GT(instructions, 100);
  }
};

TEST_F(InterruptedAnywhere, AResultIsKeptOrDroppedAsTheJournalHasIt) {
  const auto c = test_case(suite());
  expect_exact_counts([&] { recorder_->add(c, {EventType::fail, "m", {}, {}, {}}); });
}

TEST_F(InterruptedAnywhere, AnElementIsKeptOrDroppedAsTheJournalHasIt) {
  const auto s = suite();
  expect_exact_counts([&] { recorder_->open(s, ElementKind::test_case, {"C", {}, {}, {}}); });
}

#endif

}  // namespace
