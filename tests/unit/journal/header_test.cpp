#include "journal/words.hpp"
#include "journal_case.hpp"

#include <gmock/gmock.h>

#include <unistd.h>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

using testcenter::journal::checksum;
using testcenter::journal::FieldHeader;
using testcenter::journal::FieldTag;
using testcenter::journal::FileHeader;
using testcenter::journal::Reader;
using testcenter::journal::Record;
using testcenter::journal::RunInfo;
using testcenter::journal::Writer;

namespace {

using Fields = std::vector<std::pair<FieldTag, std::string>>;

/// The file as another program finds it.
struct OnDisk {
  explicit OnDisk(const std::string& path) : bytes(testcenter::test::content_of(path)) {
    if (bytes.size() >= sizeof header) std::memcpy(&header, bytes.data(), sizeof header);
  }

  Fields fields() const {
    Fields found;
    std::size_t at = sizeof header;
    while (at < sizeof header + header.info_size) {
      FieldHeader field;
      std::memcpy(&field, bytes.data() + at, sizeof field);
      found.emplace_back(field.tag, bytes.substr(at + sizeof field, field.size));
      at += sizeof field + field.size;
    }
    return found;
  }

  std::string bytes;
  FileHeader header{};
};

class Header : public JournalCase {};

RunInfo full_info() {
  RunInfo info;
  info.program = "suite";
  info.host = "box";
  info.framework = "GoogleTest 1.12.1";
  info.url = "https://center:8800/";
  info.project = "P";
  info.batch = "B";
  info.labels = {{"OS", "Linux"}, {"x", "a=b"}};
  info.report_id = 41;
  return info;
}

TEST_F(Header, SaysWhatTheFileIsAndWhoWritesIt) {
  create();
  const FileHeader header = OnDisk(path()).header;
  EXPECT_EQ(std::string(header.magic, 8), "TCJRNL\r\n");
  EXPECT_EQ(header.version, 2U);
  EXPECT_EQ(header.pid, static_cast<std::uint32_t>(getpid()));
  EXPECT_GT(header.started, 1'700'000'000'000'000'000U);
  EXPECT_EQ(header.report_id, 0);
}

TEST_F(Header, SaysWhichOfTwoBeganFirstHoweverSoonTheSecond) {
  const auto started_of = [this](const std::string& name) {
    const auto writer = testcenter::journal::Writer::create(folder_.path(name), {}, roomy);
    return OnDisk(folder_.path(name)).header.started;
  };
  const std::uint64_t first = started_of("first.journal");
  EXPECT_LT(first, started_of("second.journal"));
}

TEST_F(Header, HoldsTheRunAndNothingElse) {
  create(roomy, full_info());
  const OnDisk file(path());
  EXPECT_EQ(file.header.info_checksum,
            checksum(file.bytes.data() + sizeof(FileHeader), file.header.info_size));
  EXPECT_EQ(file.fields(), (Fields{{FieldTag::program, "suite"},
                                   {FieldTag::host, "box"},
                                   {FieldTag::framework, "GoogleTest 1.12.1"},
                                   {FieldTag::url, "https://center:8800/"},
                                   {FieldTag::project, "P"},
                                   {FieldTag::batch, "B"},
                                   {FieldTag::label, "OS=Linux"},
                                   {FieldTag::label, "x=a=b"},
                                   {FieldTag::writer_report_id, "41"}}));
}

TEST_F(Header, LeavesOutWhatIsNotKnown) {
  RunInfo info;
  info.program = "p";
  create(roomy, info);
  EXPECT_EQ(OnDisk(path()).fields(), (Fields{{FieldTag::program, "p"}}));
}

TEST_F(Header, IsFollowedByZerosUpToTheRecords) {
  create(roomy, full_info());
  const OnDisk file(path());
  const std::size_t info_end = sizeof(FileHeader) + file.header.info_size;
  ASSERT_GT(file.header.records_begin, info_end);
  EXPECT_EQ(file.bytes.find_first_not_of('\0', info_end), std::string::npos);
}

TEST_F(Header, BeginsWithNothingAcknowledged) {
  create();
  const FileHeader header = OnDisk(path()).header;
  EXPECT_EQ(header.records_begin % 8, 0U);
  EXPECT_EQ(header.acknowledged, header.records_begin);
  EXPECT_EQ(header.in_flight, header.records_begin);
  EXPECT_EQ(reader().position(), header.records_begin);
}

TEST_F(Header, GrowsWithItsLabels) {
  RunInfo info = full_info();
  info.labels.clear();
  for (int i = 0; i < 2000; ++i)
    info.labels.push_back({"k" + std::to_string(i), std::string(999, 'v')});
  create(roomy, info).append_close(5);
  EXPECT_EQ(OnDisk(path()).fields().size(), 2000U + 7U);
  Record record;
  ASSERT_EQ(reader().next(record), Reader::State::record);
  EXPECT_EQ(record.element, 5U);
}

TEST_F(Header, ThatDoesNotFitIntoTheLimitIsAClearErrorAndLeavesNoFile) {
  RunInfo info;
  for (int i = 0; i < 20; ++i) info.labels.push_back({"k", std::string(60'000, 'v')});
  for (const std::uint64_t limit : {0, 1, 1 << 20}) {
    const auto made = Writer::create(path(), info, limit);
    ASSERT_FALSE(made) << limit;
    EXPECT_THAT(made.error().message, testing::HasSubstr("TESTCENTER_JOURNAL_LIMIT")) << limit;
    EXPECT_THAT(made.error().message, testing::HasSubstr(path())) << limit;
    EXPECT_NE(access(path().c_str(), F_OK), 0) << limit;
  }
}

}  // namespace
