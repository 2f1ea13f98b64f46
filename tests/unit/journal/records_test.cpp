#include "journal_case.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <vector>

using testcenter::ElementKind;
using testcenter::Event;
using testcenter::EventType;
using testcenter::FileRole;
using testcenter::Location;
using testcenter::Test;
using testcenter::Trace;
using testcenter::journal::Append;
using testcenter::journal::Reader;
using testcenter::journal::Record;
using testcenter::journal::RecordHeader;
using testcenter::journal::RecordKind;
using testcenter::journal::StoredFile;

using namespace std::chrono_literals;

namespace {

class Records : public JournalCase {
 protected:
  /// The only record.
  Record only() {
    Reader reader(writer_->region());
    Record record;
    Record none;
    EXPECT_EQ(reader.next(record), Reader::State::record);
    EXPECT_EQ(record.end, writer_->used());
    EXPECT_EQ(reader.next(none), Reader::State::nothing);
    return record;
  }
};

TEST_F(Records, AnOpenKeepsWhatTheTestSays) {
  create().append_open(7, 3, ElementKind::test_case,
                       {"name", "summary", "text", {"/src/a.cpp", 9}});
  const Record record = only();
  EXPECT_EQ(record.kind, RecordKind::open);
  EXPECT_EQ(record.element, 7U);
  EXPECT_EQ(record.parent, 3U);
  EXPECT_EQ(record.run_id, 0);
  EXPECT_EQ(record.element_kind, ElementKind::test_case);
  EXPECT_EQ(record.name.text, "name");
  EXPECT_EQ(record.summary.text, "summary");
  EXPECT_EQ(record.description.text, "text");
  EXPECT_EQ(record.location.file, "/src/a.cpp");
  EXPECT_EQ(record.location.line, 9);
}

TEST_F(Records, AnEventKeepsWhatItSays) {
  const std::vector<Location> frames{{"inner.cpp", 1}, {"outer.cpp", -5}};
  create().append_event(4, {EventType::fail, "message", "detail", {"a.cpp", 12}, Trace(frames)});
  const Record record = only();
  EXPECT_EQ(record.kind, RecordKind::event);
  EXPECT_EQ(record.element, 4U);
  EXPECT_EQ(record.event_type, EventType::fail);
  EXPECT_EQ(record.message.text, "message");
  EXPECT_EQ(record.detail.text, "detail");
  EXPECT_EQ(record.location.file, "a.cpp");
  EXPECT_EQ(record.location.line, 12);
  ASSERT_EQ(record.trace.size(), 2U);
  EXPECT_EQ(record.trace[0].file, "inner.cpp");
  EXPECT_EQ(record.trace[0].line, 1);
  EXPECT_EQ(record.trace[1].file, "outer.cpp");
  EXPECT_EQ(record.trace[1].line, -5);
  EXPECT_FALSE(record.has_file);
}

TEST_F(Records, AnEventKeepsItsFile) {
  create();
  for (const FileRole role : {FileRole::attachment, FileRole::screenshot, FileRole::verification}) {
    const StoredFile file{role, "17", "seen.png", "image/png", "expected/seen.png"};
    writer_->append_event(1, event_of(EventType::attachment, "m"), &file);
  }
  Reader reader = this->reader();
  Record record;
  for (const FileRole role : {FileRole::attachment, FileRole::screenshot, FileRole::verification}) {
    ASSERT_EQ(reader.next(record), Reader::State::record);
    EXPECT_TRUE(record.has_file);
    EXPECT_EQ(record.file_role, role);
    EXPECT_EQ(record.file_path, "17");
    EXPECT_EQ(record.file_name, "seen.png");
    EXPECT_EQ(record.mime_type, "image/png");
    EXPECT_EQ(record.reference.text, "expected/seen.png");
  }
}

TEST_F(Records, EveryElementKindAndEventTypeComesBack) {
  create();
  for (std::uint8_t kind = 1; kind <= 6; ++kind) {
    writer_->append_open(kind, 0, ElementKind{kind}, {});
  }
  for (std::uint8_t type = 1; type <= 10; ++type) {
    writer_->append_event(type, event_of(EventType{type}, {}));
  }
  Reader reader = this->reader();
  Record record;
  for (std::uint8_t kind = 1; kind <= 6; ++kind) {
    ASSERT_EQ(reader.next(record), Reader::State::record);
    EXPECT_EQ(record.element_kind, ElementKind{kind});
  }
  for (std::uint8_t type = 1; type <= 10; ++type) {
    ASSERT_EQ(reader.next(record), Reader::State::record);
    EXPECT_EQ(record.event_type, EventType{type});
  }
}

TEST_F(Records, CloseAndFinishComeBack) {
  create().append_close(UINT32_MAX);
  writer_->append_finish(7);
  Reader reader = this->reader();
  Record record;
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.kind, RecordKind::close);
  EXPECT_EQ(record.element, UINT32_MAX);
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.kind, RecordKind::finish);
  EXPECT_EQ(record.dropped, 7U);
  EXPECT_EQ(reader.next(record), Reader::State::nothing);
}

TEST_F(Records, AnEventMayCloseItsElement) {
  create().append_last_event(7, event_of(EventType::pass, "done"));
  writer_->append_event(8, event_of(EventType::pass, "goes on"));
  Reader reader = this->reader();
  Record record;
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.kind, RecordKind::event);
  EXPECT_EQ(record.element, 7U);
  EXPECT_EQ(record.message.text, "done");
  EXPECT_TRUE(record.closes);
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_FALSE(record.closes);
}

TEST_F(Records, OfWhatPassedAreJustAHeader) {
  create();
  const std::uint64_t begin = writer_->used();
  ASSERT_EQ(writer_->append_passed(7, 12345us), Append::done);
  EXPECT_EQ(writer_->used(), begin + sizeof(RecordHeader));
  const Record record = only();
  EXPECT_EQ(record.kind, RecordKind::event);
  EXPECT_EQ(record.event_type, EventType::pass);
  EXPECT_EQ(record.element, 7U);
  EXPECT_EQ(record.parent, 0U);
  EXPECT_TRUE(record.closes);
  EXPECT_EQ(message_of(record), "Passed in 12 ms");
}

TEST_F(Records, OfWhatTookMoreThanAnHourSayHowLong) {
  create().append_passed(7, 4295s);
  const Record record = only();
  EXPECT_TRUE(record.closes);
  EXPECT_EQ(message_of(record), "Passed in 4295.0 s");
}

TEST_F(Records, NameAFileOnceWhileItIsTheSame) {
  create();
  const auto size_of = [&](const Location& location) {
    const std::uint64_t begin = writer_->used();
    EXPECT_EQ(writer_->append_event(1, {EventType::log, "m", {}, location, {}}), Append::done);
    return writer_->used() - begin;
  };
  const std::string first = "/home/somebody/project/tests/first_test.cpp";
  const std::string other = "/home/somebody/project/tests/other_test.cpp";
  const std::string copy = first;
  const std::vector<Location> locations{{first, 1}, {first, 2}, {copy, -3}, {other, 4},
                                        {other, 5}, {first, 6}, {{}, 7},    {first, 8}};
  std::vector<std::uint64_t> sizes;
  sizes.reserve(locations.size());
  for (const Location& location : locations) sizes.push_back(size_of(location));
  const auto full = sizes[0];
  const auto known = sizes[1];
  EXPECT_LT(known, full);
  EXPECT_THAT(sizes, testing::ElementsAre(full, known, known, full, known, full, 56, known));

  writer_->append_open(2, 0, ElementKind::suite, {"S", {}, {}, {first, 9}});
  Reader reader = this->reader();
  Record record;
  for (const Location& location : locations) {
    ASSERT_EQ(reader.next(record), Reader::State::record);
    EXPECT_EQ(record.location.file, location.file);
    EXPECT_EQ(record.location.line, location.file.empty() ? 0 : location.line);
    EXPECT_EQ(record.message.text, "m");
  }
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.location.file, first);
  EXPECT_EQ(record.location.line, 9);
}

TEST_F(Records, NameAFileAgainThatWasCut) {
  create();
  const std::string file(5000, 'f');
  for (int i = 0; i < 2; ++i) writer_->append_event(1, {EventType::log, {}, {}, {file, 1}, {}});
  Reader reader = this->reader();
  Record record;
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(reader.next(record), Reader::State::record);
    EXPECT_EQ(record.location.file, file.substr(0, 4096));
  }
}

TEST_F(Records, KeepNothingOfTheRecordReadBefore) {
  const std::vector<Location> frames{{"a", 1}};
  const StoredFile file{FileRole::screenshot, "1", "n", "m", "r"};
  create().append_open(10, 9, ElementKind::section, {"n", "s", "d", {"f", 1}});
  writer_->append_event(2, {EventType::fail, "m", "d", {"f", 1}, Trace(frames)}, &file);
  writer_->append_event(3, {});
  Reader reader = this->reader();
  Record record;
  for (int i = 0; i < 3; ++i) ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.name.text, "");
  EXPECT_EQ(record.parent, 0U);
  EXPECT_EQ(record.message.text, "");
  EXPECT_EQ(record.detail.text, "");
  EXPECT_EQ(record.location.file, "");
  EXPECT_TRUE(record.trace.empty());
  EXPECT_FALSE(record.has_file);
  EXPECT_EQ(record.file_path, "");
  EXPECT_EQ(record.reference.full_size, 0U);
}

TEST_F(Records, CarryTheTimeOfTheWallClock) {
  const auto now = [] {
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                          std::chrono::system_clock::now().time_since_epoch())
                                          .count());
  };
  create();
  const std::uint64_t before = now();
  writer_->append_close(1);
  const std::uint64_t after = now();
  constexpr std::uint64_t tick = 20'000'000;  // the clock of the kernel's ticks lags behind
  EXPECT_THAT(only().time, testing::AllOf(testing::Ge(before - tick), testing::Le(after)));
}

TEST_F(Records, WithoutTextsAreJustTheirHeader) {
  create();
  const std::uint64_t begin = writer_->used();
  writer_->append_event(1, {});
  EXPECT_EQ(writer_->used(), begin + sizeof(RecordHeader));
}

TEST_F(Records, BeginAtMultiplesOfEightWhateverTheirTexts) {
  create();
  const std::string text(17, 'x');
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string_view some = std::string_view(text).substr(0, size);
    ASSERT_EQ(writer_->append_event(1, event_of(EventType::log, some)), Append::done);
    EXPECT_EQ(writer_->used() % 8, 0U) << size;
  }
  Reader reader = this->reader();
  Record record;
  for (std::size_t size = 0; size <= text.size(); ++size) {
    ASSERT_EQ(reader.next(record), Reader::State::record);
    EXPECT_EQ(record.message.text.size(), size);
  }
}

TEST_F(Records, OfACrashNameSignalAndElement) {
  create();
  ASSERT_EQ(writer_->append_crash(7, 11), Append::done);
  Reader reader = this->reader();
  Record record;
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.kind, RecordKind::crash);
  EXPECT_EQ(record.element, 7U);
  EXPECT_EQ(record.signal, 11);
}

TEST_F(Records, AreSeenOneByOneAsTheyAreCommitted) {
  create();
  Reader reader = this->reader();
  Record record;
  EXPECT_FALSE(reader.has_next());
  EXPECT_EQ(reader.next(record), Reader::State::nothing);
  writer_->append_close(1);
  EXPECT_TRUE(reader.has_next());
  EXPECT_EQ(reader.next(record), Reader::State::record);
  EXPECT_FALSE(reader.has_next());
  EXPECT_EQ(reader.next(record), Reader::State::nothing);
  writer_->append_close(2);
  EXPECT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.element, 2U);
}

TEST_F(Records, CanBeReadAgain) {
  create().append_close(1);
  writer_->append_close(2);
  Reader reader = this->reader();
  Record first;
  Record record;
  reader.next(first);
  reader.next(record);
  reader.seek(first.offset);
  EXPECT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.element, 1U);
  EXPECT_EQ(reader.position(), first.end);
}

}  // namespace
