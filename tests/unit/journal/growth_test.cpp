#include "journal_case.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <string>

using testcenter::EventType;
using testcenter::journal::Append;
using testcenter::journal::Reader;
using testcenter::journal::Record;
using testcenter::journal::RecordHeader;

namespace {

class Growth : public JournalCase {
 protected:
  Append append(std::size_t text) {
    return writer_->append_event(1, event_of(EventType::log, std::string(text, 'x')));
  }
  /// As large as a single text allows, until nothing of that size fits.
  int fill(std::size_t text) {
    int appended = 0;
    Append last = append(text);
    for (; last == Append::done; last = append(text)) ++appended;
    EXPECT_EQ(last, Append::full);
    return appended;
  }
  int records() {
    Reader reader = this->reader();
    Record record;
    int count = 0;
    auto state = reader.next(record);
    for (; state == Reader::State::record; state = reader.next(record)) ++count;
    EXPECT_EQ(state, Reader::State::nothing);
    return count;
  }
  std::uint64_t file_size() const {
    struct stat seen {};
    EXPECT_EQ(stat(path().c_str(), &seen), 0);
    return static_cast<std::uint64_t>(seen.st_size);
  }
};

TEST_F(Growth, KeepsEveryRecordOverManySteps) {
  create();
  std::uint32_t number = 0;
  while (writer_->used() < 24 << 20) {
    ASSERT_EQ(writer_->append_event(number, event_of(EventType::log, std::to_string(number))),
              Append::done);
    ASSERT_EQ(append(5000), Append::done);
    ++number;
  }
  Reader reader = this->reader();
  Record record;
  for (std::uint32_t i = 0; i < number; ++i) {
    ASSERT_EQ(reader.next(record), Reader::State::record);
    ASSERT_EQ(record.message.text, std::to_string(i));
    ASSERT_EQ(reader.next(record), Reader::State::record);
    ASSERT_EQ(record.message.text.size(), 5000U);
  }
  EXPECT_EQ(reader.next(record), Reader::State::nothing);
}

TEST_F(Growth, OfTheFileGoesInStepsAndNotAtOnce) {
  create();
  EXPECT_LE(file_size(), 1U << 20);
  while (writer_->used() < 5 << 20) append(60'000);
  EXPECT_GE(file_size(), writer_->used());
  EXPECT_LE(file_size(), 2 * writer_->used());
  EXPECT_EQ(file_size(), writer_->region().allocated->load());
}

TEST_F(Growth, StopsAtTheLimit) {
  create(1 << 20);
  fill(60'000);
  EXPECT_LE(writer_->used(), writer_->limit());
  EXPECT_LE(file_size(), writer_->limit());
  EXPECT_GT(writer_->used() + 70'000, writer_->limit());
}

TEST_F(Growth, AtTheLimitLeavesRoomForWhatIsSmaller) {
  create(1 << 20);
  int count = fill(60'000);
  EXPECT_EQ(append(100), Append::done);
  count += 1 + fill(1000) + fill(0);
  EXPECT_LT(writer_->limit() - writer_->used(), 2 * sizeof(RecordHeader) + 8);
  EXPECT_EQ(writer_->append_finish(), Append::full);
  EXPECT_EQ(records(), count);
}

TEST_F(Growth, AtTheLimitLeavesRoomForACrash) {
  create(1 << 20);
  const int count = fill(60'000) + fill(1000) + fill(0);
  EXPECT_EQ(writer_->append_crash(1, 11), Append::done);
  EXPECT_EQ(writer_->append_crash(1, 11), Append::failed);
  EXPECT_EQ(records(), count + 1);
}

TEST_F(Growth, IsNeverNeededForACrash) {
  create();
  for (int i = 0; i < 10'000; ++i) {
    append(static_cast<std::size_t>(i) % 97);
    ASSERT_LE(writer_->used() + sizeof(RecordHeader) + sizeof(std::uint32_t),
              writer_->region().allocated->load());
  }
}

TEST_F(Growth, MayBePreparedByAnybody) {
  create();
  const std::uint64_t before = writer_->region().allocated->load();
  while (writer_->used() + 40'000 < before) append(30'000);
  writer_->prepare();
  EXPECT_GT(writer_->region().allocated->load(), before);
}

TEST_F(Growth, IsNotPreparedBeyondTheLimit) {
  create((1 << 20) + 100);
  fill(30'000);
  for (int i = 0; i < 3; ++i) writer_->prepare();
  EXPECT_LE(writer_->region().allocated->load(), writer_->limit());
  EXPECT_EQ(file_size(), writer_->region().allocated->load());
}

TEST_F(Growth, ThatWasNotNeededIsGivenBack) {
  create();
  append(100);
  writer_->prepare();
  writer_->trim();
  EXPECT_LT(file_size(), 16U << 10);
  EXPECT_EQ(records(), 1);
}

TEST_F(Growth, LeavesAReaderItsNextCommitWordWhenTrimmedAtAPage) {
  // The reader may be looking there at this very moment.
  create();
  const std::uint64_t begin = writer_->used();
  const std::size_t to_the_page = 4096 - sizeof(RecordHeader) - 12;
  append(to_the_page);
  ASSERT_EQ(writer_->used(), begin + 4096);
  writer_->trim();
  EXPECT_GE(writer_->region().allocated->load(), writer_->used() + sizeof(std::uint32_t));
  EXPECT_EQ(records(), 1);
}

TEST_F(Growth, OfADeletedJournalGoesOnInMemory) {
  create();
  append(10);
  writer_->remove();
  EXPECT_NE(access(path().c_str(), F_OK), 0);
  for (int i = 0; i < 50; ++i) ASSERT_EQ(append(60'000), Append::done);
  EXPECT_EQ(records(), 51);
}

}  // namespace
