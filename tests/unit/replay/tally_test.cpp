#include "replay/tally.hpp"

#include "journal/foreign_journal.hpp"
#include "spool_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <csignal>

namespace testcenter::test {
namespace {

using testing::SizeIs;

class TallyTest : public testing::Test {
 protected:
  void add(WritingProcess& process, const std::string& end = {}) {
    process.die();
    auto journal = journal::ForeignJournal::open(process.path());
    tally.add(*journal.value(), journal.value()->header().value(), end);
  }
  /// One of this process, which began others, or of one that had its id.
  void add(const std::string& time, const std::string& number, const std::string& end = {}) {
    const std::string name = "p-" + time + "-" + std::to_string(getpid()) + number;
    WritingProcess& process = spool.start(name);
    process.test_case(process.suite("S"), "C");
    add(process, end);
  }

  /// One that the server knows by this run.
  static journal::Reader make_suite(WritingProcess& process, std::string_view name,
                                    std::int64_t run) {
    const std::uint64_t offset = process.writer().used();
    process.suite(name);
    journal::Reader reader(process.writer().region());
    reader.mark_run_id(offset, run);
    return reader;
  }

  SpoolFixture spool;
  replay::Tally tally{"/src"};
};

TEST_F(TallyTest, NamesAFailureByItsPathAndPlace) {
  WritingProcess& process = spool.start("a");
  const auto test_case = process.test_case(process.suite("S"), "C");
  const auto section = process.open(ElementKind::section, test_case, "inner");
  process.event(section, "expected 4", EventType::fail, {"/src/math.cpp", 12});
  process.close(section);
  process.event(test_case, "thrown", EventType::error);
  process.close(test_case);
  process.test_case(1, "good");
  process.finish();
  add(process);
  const replay::Figures& figures = tally.figures();
  EXPECT_EQ(figures.cases, 2U);
  EXPECT_EQ(figures.failed_cases, 1U);
  EXPECT_EQ(figures.failures, 2U);
  ASSERT_THAT(figures.first_failures, SizeIs(2));
  EXPECT_EQ(figures.first_failures[0].test, "S > C > inner");
  EXPECT_EQ(figures.first_failures[0].message, "expected 4");
  EXPECT_EQ(figures.first_failures[0].file, "math.cpp");
  EXPECT_EQ(figures.first_failures[0].line, 12);
  EXPECT_EQ(figures.first_failures[1].test, "S > C");
  EXPECT_EQ(figures.first_failures[1].type, EventType::error);
  EXPECT_EQ(figures.died, 0U);
}

TEST_F(TallyTest, CountsSkippedCasesThatDidNotFail) {
  WritingProcess& process = spool.start("a");
  const auto suite = process.suite("S");
  process.event(process.test_case(suite, "skipped"), "no disk", EventType::skipped);
  const auto both = process.test_case(suite, "both");
  process.event(both, "failed", EventType::fail);
  process.event(both, "and skipped", EventType::skipped);
  process.finish();
  add(process);
  EXPECT_EQ(tally.figures().skipped_cases, 1U);
  EXPECT_EQ(tally.figures().failed_cases, 1U);
}

TEST_F(TallyTest, CountsNoCaseForASkippedSection) {
  WritingProcess& process = spool.start("a");
  const auto test_case = process.test_case(process.suite("S"), "C");
  const auto section = process.open(ElementKind::section, test_case, "with a disk");
  process.event(section, "no disk", EventType::skipped);
  process.finish();
  add(process);
  EXPECT_EQ(tally.figures().skipped_cases, 0U);
}

TEST_F(TallyTest, CountsACaseThatIsSkippedWhileItsSectionsAreOpen) {
  WritingProcess& process = spool.start("a");
  const auto test_case = process.test_case(process.suite("S"), "C");
  process.open(ElementKind::section, test_case, "with a disk");
  process.event(test_case, "no disk", EventType::skipped);
  process.finish();
  add(process);
  EXPECT_EQ(tally.figures().skipped_cases, 1U);
}

TEST_F(TallyTest, CountsACrashAsAFailureWhereItHappened) {
  WritingProcess& process = spool.start("a");
  const auto test_case = process.test_case(process.suite("S"), "C");
  process.crash(test_case, SIGSEGV);
  add(process, "The process ended without a word");
  EXPECT_EQ(tally.figures().died, 1U);
  ASSERT_THAT(tally.figures().first_failures, SizeIs(1)) << "the crash says it";
  EXPECT_EQ(tally.figures().first_failures[0].message, "Crashed: SIGSEGV (segmentation fault)");
  EXPECT_EQ(tally.figures().failed_cases, 1U);
}

TEST_F(TallyTest, CountsAProcessOnceHoweverManyJournalsItBegan) {
  add("1200Z", "", "The process ended without a word");
  add("1200Z", "-2");
  add("1201Z", "-10", "The process ended without a word");
  EXPECT_EQ(tally.figures().processes, 1U);
  EXPECT_EQ(tally.figures().died, 1U);
  EXPECT_EQ(tally.figures().cases, 3U);
}

TEST_F(TallyTest, CountsAProcessOnceWhoseFirstJournalComesLast) {
  add("1200Z", "-2");
  add("1200Z", "");
  EXPECT_EQ(tally.figures().processes, 1U);
}

TEST_F(TallyTest, CountsEachProcessThatHadTheSameId) {
  add("1200Z", "", "The process ended without a word");
  add("1200Z", "-2");
  add("1201Z", "", "The process ended without a word");
  add("1201Z", "-2");
  EXPECT_EQ(tally.figures().processes, 2U);
  EXPECT_EQ(tally.figures().died, 2U);
}

TEST_F(TallyTest, CountsEachProcessThatHadTheSameIdOnAnotherHost) {
  journal::RunInfo info;
  info.host = "other";
  const std::string name = "p-1200Z-" + std::to_string(getpid());
  add("1200Z", "");
  add(spool.start(name + "-2", info));
  EXPECT_EQ(tally.figures().processes, 2U);
}

TEST_F(TallyTest, KnowsTheLastSuiteAndItsRun) {
  WritingProcess& process = spool.start("a");
  process.suite("S");
  make_suite(process, "T", 42);
  add(process);
  EXPECT_EQ(tally.last_suite(), "T");
  EXPECT_EQ(tally.last_suite_run(), 42);
}

TEST_F(TallyTest, KnowsNoSuiteThatWasRefusedOrNotSent) {
  WritingProcess& process = spool.start("a");
  journal::Reader reader = make_suite(process, "S", 42);
  process.suite("refused");
  reader.mark_in_flight(process.writer().used());
  reader.mark_acknowledged(process.writer().used());
  process.suite("not sent");
  add(process);
  EXPECT_EQ(tally.last_suite(), "S");
  EXPECT_EQ(tally.last_suite_run(), 42);
}

TEST_F(TallyTest, KnowsThatASuiteMayBeThereWhichNobodyHeardOf) {
  WritingProcess& process = spool.start("a");
  journal::Reader reader = make_suite(process, "S", 42);
  reader.mark_acknowledged(process.writer().used());
  process.suite("sent");
  reader.mark_in_flight(process.writer().used());
  add(process);
  EXPECT_EQ(tally.last_suite_run(), -1);
}

}  // namespace
}  // namespace testcenter::test
