#include "journal/fields.hpp"
#include "journal_case.hpp"

#include <algorithm>
#include <vector>

using namespace std::string_view_literals;
using testcenter::ElementKind;
using testcenter::Event;
using testcenter::EventType;
using testcenter::FileRole;
using testcenter::Location;
using testcenter::Trace;
using testcenter::journal::Append;
using testcenter::journal::max_path;
using testcenter::journal::max_record;
using testcenter::journal::max_text;
using testcenter::journal::max_trace;
using testcenter::journal::Reader;
using testcenter::journal::Record;
using testcenter::journal::StoredFile;

namespace {

class Texts : public JournalCase {
 protected:
  Record only() {
    Reader reader = this->reader();
    Record record;
    EXPECT_EQ(reader.next(record), Reader::State::record);
    return record;
  }
};

TEST_F(Texts, ThatJustFitAreKeptWhole) {
  const std::string text(max_text, 'x');
  create().append_event(1, event_of(EventType::log, text));
  const Record record = only();
  EXPECT_EQ(record.message.text, text);
  EXPECT_EQ(record.message.full_size, max_text);
}

TEST_F(Texts, ThatAreTooLongAreCutAndSayHowLongTheyWere) {
  std::string text(max_text, 'x');
  text += "and a tail";
  const std::string longer(2 << 20, 'y');
  create().append_open(1, 0, ElementKind::suite, {text, longer, text, {}});
  const Record record = only();
  EXPECT_EQ(record.name.text, text.substr(0, max_text));
  EXPECT_EQ(record.name.full_size, text.size());
  EXPECT_EQ(record.summary.text, longer.substr(0, max_text));
  EXPECT_EQ(record.summary.full_size, longer.size());
  EXPECT_EQ(record.description.full_size, text.size());
}

TEST_F(Texts, OfEventsAreCutOneByOne) {
  const std::string text(max_text + 1, 'x');
  const StoredFile file{FileRole::verification, "1", "n", "m", text};
  create().append_event(1, {EventType::fail, text, text + "y", {}, {}}, &file);
  const Record record = only();
  EXPECT_EQ(record.message.text.size(), max_text);
  EXPECT_EQ(record.message.full_size, max_text + 1);
  EXPECT_EQ(record.detail.full_size, max_text + 2);
  EXPECT_EQ(record.reference.full_size, max_text + 1);
}

TEST_F(Texts, ThatAreNoTextsSurviveByteByByte) {
  const std::string_view odd = "a\0b\xff\xc3(\x1b[31m\r\n\xed\xa0\x80"sv;
  create().append_open(1, 0, ElementKind::suite, {odd, odd, odd, {odd, 1}});
  const Record record = only();
  EXPECT_EQ(record.name.text, odd);
  EXPECT_EQ(record.summary.text, odd);
  EXPECT_EQ(record.description.text, odd);
  EXPECT_EQ(record.location.file, odd);
}

TEST_F(Texts, OfAllBytesSurvive) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  create().append_event(1, event_of(EventType::log, bytes));
  EXPECT_EQ(only().message.text, bytes);
}

TEST_F(Texts, OfALongTraceAreTheInnermostFrames) {
  const std::vector<Location> frames = [] {
    std::vector<Location> made;
    for (int i = 0; i < static_cast<int>(max_trace) + 20; ++i) made.push_back({"f.cpp", i});
    return made;
  }();
  create().append_event(1, {EventType::fail, {}, {}, {}, Trace(frames)});
  const Record record = only();
  ASSERT_EQ(record.trace.size(), max_trace);
  EXPECT_EQ(record.trace.front().line, 0);
  EXPECT_EQ(record.trace.back().line, static_cast<int>(max_trace) - 1);
}

TEST_F(Texts, OfATraceLeaveOutFramesWithoutFile) {
  const std::vector<Location> frames{{"a.cpp", 1}, {"", 2}, {"c.cpp", 3}};
  create().append_event(1, {EventType::fail, {}, {}, {"", 7}, Trace(frames)});
  const Record record = only();
  EXPECT_EQ(record.location.file, "");
  EXPECT_EQ(record.location.line, 0);
  ASSERT_EQ(record.trace.size(), 2U);
  EXPECT_EQ(record.trace[1].file, "c.cpp");
  EXPECT_EQ(record.trace[1].line, 3);
}

TEST_F(Texts, OfPlacesAreCutToWhatAPathCanBe) {
  const std::string file(max_path + 1, 'p');
  create().append_event(1, {EventType::fail, "after", {}, {file, 1}, {}});
  const Record record = only();
  EXPECT_EQ(record.location.file, file.substr(0, max_path));
  EXPECT_EQ(record.location.line, 1);
  EXPECT_EQ(record.message.text, "after");
}

TEST_F(Texts, OfAnyLengthAllAtOnceStayARecordThatReadersTake) {
  const std::string huge(3 << 20, 'h');
  const std::vector<Location> frames(max_trace * 2, Location{huge, 1});
  const StoredFile file{FileRole::verification, huge, huge, huge, huge};
  create();
  ASSERT_EQ(
      writer_->append_event(1, {EventType::fail, huge, huge, {huge, 1}, Trace(frames)}, &file),
      Append::done);
  ASSERT_EQ(writer_->append_open(2, 1, ElementKind::section, {huge, huge, huge, {huge, 1}}),
            Append::done);
  Reader reader = this->reader();
  Record record;
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_LE(record.end - record.offset, max_record);
  EXPECT_EQ(record.trace.size(), max_trace);
  EXPECT_EQ(record.reference.full_size, huge.size());
  ASSERT_EQ(reader.next(record), Reader::State::record);
  EXPECT_EQ(record.description.full_size, huge.size());
}

}  // namespace
