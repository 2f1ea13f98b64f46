#include "journal_case.hpp"

#include <atomic>
#include <string>
#include <thread>

using testcenter::EventType;
using testcenter::journal::Append;
using testcenter::journal::Reader;
using testcenter::journal::Record;
using testcenter::journal::RecordKind;

namespace {

constexpr std::uint32_t event_count = 20'000;

class Threads : public JournalCase {
 protected:
  void write_all() {
    for (std::uint32_t i = 0; i < event_count; ++i) {
      const std::string text = std::to_string(i) + std::string(i % 1000, '.');
      ASSERT_EQ(writer_->append_event(i, event_of(EventType::log, text)), Append::done);
    }
    writer_->append_finish();
  }
};

/// Follows until the end, acknowledging as it goes; false if a record was not the next one.
bool follow(Reader reader) {
  Record record;
  for (std::uint32_t expected = 0; expected <= event_count;) {
    const Reader::State state = reader.next(record);
    if (state == Reader::State::corrupt) return false;
    if (state == Reader::State::nothing) {
      std::this_thread::yield();
      continue;
    }
    if (expected == event_count) return record.kind == RecordKind::finish;
    const std::string text = std::to_string(expected) + std::string(expected % 1000, '.');
    if (record.element != expected || record.message.text != text) return false;
    reader.mark_run_id(record.offset, 1);
    reader.mark_acknowledged(record.end);
    ++expected;
  }
  return false;
}

TEST_F(Threads, OneWritesOneFollowsOneMakesRoom) {
  create();
  std::atomic<bool> done{false};
  std::thread preparing([&] {
    while (!done) writer_->prepare();
  });
  bool in_order = false;
  std::thread following([&] { in_order = follow(reader()); });
  write_all();
  following.join();
  done = true;
  preparing.join();
  EXPECT_TRUE(in_order);
}

TEST_F(Threads, AReaderMayStillLookWhileTheEndIsTrimmed) {
  create();
  std::atomic<bool> done{false};
  std::thread following([&] {
    Reader reader = this->reader();
    Record record;
    while (!done) reader.next(record);
  });
  write_all();
  writer_->trim();
  done = true;
  following.join();
  EXPECT_TRUE(follow(reader()));
}

}  // namespace
