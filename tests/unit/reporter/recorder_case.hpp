#pragma once

#include "journal/writer.hpp"
#include "reporter/recorder.hpp"
#include "support/temporary_folder.hpp"
#include "support/told_journal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// A recorder over a real journal in a folder of its own.
class RecorderCase : public testing::Test {
 protected:
  using ElementKind = testcenter::ElementKind;
  using EventType = testcenter::EventType;
  using Recorded = testcenter::core::Recorded;
  using Lines = std::vector<std::string>;

  void start(testcenter::core::RecorderRules rules = {}, std::uint64_t limit = 64 << 20) {
    auto writer = testcenter::journal::Writer::create(folder_.path("the.journal"), {}, limit);
    if (!writer) {
      ADD_FAILURE() << writer.error().message;
      std::abort();
    }
    recorder_ = std::make_unique<testcenter::core::Recorder>(std::move(writer.value()), rules);
  }

  std::uint32_t open(std::uint32_t parent, ElementKind kind, std::string_view name) {
    return recorder_->open(parent, kind, {name, {}, {}, {}}).id;
  }
  std::uint32_t suite(std::string_view name = "S") { return open(0, ElementKind::suite, name); }
  std::uint32_t test_case(std::uint32_t parent, std::string_view name = "C") {
    return open(parent, ElementKind::test_case, name);
  }
  std::uint32_t section(std::uint32_t parent, std::string_view name = "N") {
    return open(parent, ElementKind::section, name);
  }
  Recorded add(std::uint32_t element, EventType type, std::string_view message = "m") {
    testcenter::Event event;
    event.type = type;
    event.message = message;
    return recorder_->add(element, event);
  }
  Recorded close(std::uint32_t element, testcenter::Tally tally = {}) {
    return recorder_->close(element, tally);
  }

  testcenter::journal::Region region() const { return recorder_->writer().region(); }

  /// The journal, with `T` for each duration.
  Lines told() const {
    Lines lines = testcenter::test::told(region());
    for (std::string& line : lines) {
      const std::size_t words = line.find("ed in ");  // Passed, Failed
      if (words == std::string::npos) continue;
      const std::size_t begin = words + 6;
      line.replace(begin, std::min(line.find(':', begin), line.size()) - begin, "T");
    }
    return lines;
  }

  /// Of the records in the journal: elements and events.
  std::uint64_t results_in_journal() const {
    testcenter::journal::Reader reader(region());
    testcenter::journal::Record record;
    std::uint64_t count = 0;
    while (reader.next(record) == testcenter::journal::Reader::State::record) {
      count += record.kind == testcenter::journal::RecordKind::open ||
                       record.kind == testcenter::journal::RecordKind::event
                   ? 1
                   : 0;
    }
    return count;
  }

  void expect_nothing_uncounted() const {
    const testcenter::core::RecorderCounts counts = recorder_->counts();
    EXPECT_EQ(counts.kept, results_in_journal());
    EXPECT_EQ(counts.elements + counts.events, counts.kept + counts.dropped);
  }

  testcenter::test::TemporaryFolder folder_;
  std::unique_ptr<testcenter::core::Recorder> recorder_;
};
