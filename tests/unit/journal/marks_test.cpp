#include "journal_case.hpp"
#include "support/forked_child.hpp"

#include <cstring>

using testcenter::ElementKind;
using testcenter::journal::FileHeader;
using testcenter::journal::Reader;
using testcenter::journal::Record;

namespace {

class Marks : public JournalCase {
 protected:
  FileHeader header() const {
    FileHeader header;
    std::memcpy(&header, writer_->region().base, sizeof header);
    return header;
  }
};

TEST_F(Marks, OfWhatIsAcknowledgedAreWhereTheNextReaderBegins) {
  create().append_close(1);
  writer_->append_close(2);
  Reader first = reader();
  Record record;
  first.next(record);
  first.mark_acknowledged(record.end);
  EXPECT_EQ(first.acknowledged(), record.end);
  Reader second = reader();
  EXPECT_EQ(second.position(), record.end);
  ASSERT_EQ(second.next(record), Reader::State::record);
  EXPECT_EQ(record.element, 2U);
}

TEST_F(Marks, StandInTheHeader) {
  create().append_close(1);
  const std::uint64_t end = writer_->used();
  Reader reader = this->reader();
  reader.mark_in_flight(end);
  EXPECT_EQ(header().in_flight, end);
  EXPECT_LT(header().acknowledged, end);
  reader.mark_acknowledged(end);
  EXPECT_EQ(header().acknowledged, end);
  EXPECT_EQ(reader.report_id(), 0);
  reader.mark_report_id(-7);
  EXPECT_EQ(header().report_id, -7);
  EXPECT_EQ(reader.report_id(), -7);
  EXPECT_EQ(reader.acknowledged(), end);
}

TEST_F(Marks, OfARunIdStandInItsOpenRecordAndLeaveItValid) {
  create().append_open(1, 0, ElementKind::suite, {"s", {}, {}, {}});
  writer_->append_open(2, 1, ElementKind::test_case, {"c", {}, {}, {}});
  Reader reader = this->reader();
  Record suite;
  Record test_case;
  reader.next(suite);
  reader.next(test_case);
  reader.mark_run_id(suite.offset, INT64_MAX);
  reader.mark_run_id(test_case.offset, 4711);
  reader.seek(suite.offset);
  Record record;
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.run_id, INT64_MAX);
  EXPECT_EQ(record.name.text, "s");
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.run_id, 4711);
}

TEST_F(Marks, AndRecordsOutliveTheProcessThatIsKilled) {
  testcenter::test::StayingChild child([&] {
    create().append_close(1);
    writer_->append_close(2);
    Reader reader = this->reader();
    Record record;
    reader.next(record);
    reader.mark_acknowledged(record.end);
  });
  ASSERT_TRUE(child.is_ready());
  child.kill();
  std::string bytes = testcenter::test::content_of(path());
  const std::atomic<std::uint64_t> allocated{bytes.size()};
  Reader reader({reinterpret_cast<std::byte*>(bytes.data()), &allocated});
  Record record;
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.element, 2U);
  EXPECT_EQ(reader.next(record), Reader::State::nothing);
}

}  // namespace
