#include "journal/words.hpp"
#include "journal_case.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using testcenter::ElementKind;
using testcenter::EventType;
using testcenter::Location;
using testcenter::Trace;
using testcenter::journal::commit_key;
using testcenter::journal::FieldHeader;
using testcenter::journal::FieldTag;
using testcenter::journal::FileHeader;
using testcenter::journal::max_record;
using testcenter::journal::Reader;
using testcenter::journal::Record;
using testcenter::journal::record_checksum;
using testcenter::journal::RecordHeader;
using testcenter::journal::RecordKind;
using testcenter::journal::Region;

namespace {

/// A journal in memory of exactly its size, so that AddressSanitizer sees any step outside.
class Copy {
 public:
  explicit Copy(const std::vector<std::byte>& bytes)
      : bytes_(new std::byte[bytes.size()]), allocated_(bytes.size()) {
    std::copy(bytes.begin(), bytes.end(), bytes_.get());
  }
  Region region() const { return {bytes_.get(), &allocated_}; }

 private:
  std::unique_ptr<std::byte[]> bytes_;
  std::atomic<std::uint64_t> allocated_;
};

class Damage : public JournalCase {
 protected:
  static constexpr std::size_t run_id_at = offsetof(RecordHeader, run_id);

  /// Of the last record: it is no part of what the writer promises.
  bool is_run_id(std::size_t at) const {
    return at >= last_ + run_id_at && at < last_ + run_id_at + sizeof(std::int64_t);
  }

  /// Two records, up to the end of the second one: the one that gets damaged.
  std::vector<std::byte> two_records() {
    const std::vector<Location> frames{{"inner.cpp", 1}, {"outer.cpp", 2}};
    create().append_open(1, 0, ElementKind::suite, {"suite", {}, {}, {}});
    last_ = writer_->used();
    writer_->append_event(1, {EventType::fail, "message", "the detail", {"a.cpp", 3}, frames});
    const std::byte* const base = writer_->region().base;
    return {base, base + writer_->used()};
  }

  /// What the reader makes of the second record; the first must be fine.
  Reader::State state_of_last(const std::vector<std::byte>& bytes, Record* record = nullptr) {
    copy_ = std::make_unique<Copy>(bytes);
    Reader reader(copy_->region());
    Record own;
    if (record == nullptr) record = &own;
    EXPECT_EQ(reader.next(*record), Reader::State::record);
    const std::uint64_t position = reader.position();
    const Reader::State state = reader.next(*record);
    EXPECT_TRUE(state == Reader::State::record || reader.position() == position);
    return state;
  }

  std::uint64_t last_ = 0;      ///< where the second record begins
  std::unique_ptr<Copy> copy_;  ///< what records read last point into
};

TEST_F(Damage, AFileThatEndsInsideARecordDoesNotHoldIt) {
  const std::vector<std::byte> whole = two_records();
  for (std::size_t size = last_; size < whole.size(); ++size) {
    const std::vector<std::byte> torn(whole.begin(), whole.begin() + static_cast<long>(size));
    ASSERT_EQ(state_of_last(torn),
              size < last_ + 4 ? Reader::State::nothing : Reader::State::corrupt)
        << size;
  }
  EXPECT_EQ(state_of_last(whole), Reader::State::record);
}

TEST_F(Damage, ARecordWithoutItsCommitWordIsNotThereYet) {
  std::vector<std::byte> bytes = two_records();
  std::fill_n(bytes.begin() + static_cast<long>(last_), 4, std::byte{0});
  EXPECT_EQ(state_of_last(bytes), Reader::State::nothing);
}

TEST_F(Damage, ATailThatNeverReachedTheDiskIsSeen) {
  const std::vector<std::byte> whole = two_records();
  const auto is_zero = [](std::byte byte) { return byte == std::byte{0}; };
  for (std::size_t from = last_ + 4; from < whole.size(); ++from) {
    if (is_run_id(from)) continue;
    std::vector<std::byte> torn = whole;
    const auto tail = torn.begin() + static_cast<long>(from);
    const bool loses_something = !std::all_of(tail, torn.end(), is_zero);
    std::fill(tail, torn.end(), std::byte{0});
    ASSERT_EQ(state_of_last(torn), loses_something ? Reader::State::corrupt : Reader::State::record)
        << from;
  }
}

TEST_F(Damage, EverySingleFlippedBitIsSeen) {
  const std::vector<std::byte> whole = two_records();
  for (std::size_t at = last_; at < whole.size(); ++at) {
    if (is_run_id(at)) continue;
    for (int bit = 0; bit < 8; ++bit) {
      std::vector<std::byte> flipped = whole;
      flipped[at] ^= std::byte{1} << bit;
      ASSERT_EQ(state_of_last(flipped), Reader::State::corrupt) << at - last_ << " bit " << bit;
    }
  }
}

TEST_F(Damage, ACommitWordThatClaimsNoSizeIsNotTakenForNothing) {
  // Else whoever reads would wait forever for a record that is there.
  std::vector<std::byte> bytes = two_records();
  std::memcpy(bytes.data() + last_, &commit_key, sizeof commit_key);
  EXPECT_EQ(state_of_last(bytes), Reader::State::corrupt);
}

TEST_F(Damage, OfTheRunIdChangesNothingElse) {
  std::vector<std::byte> bytes = two_records();
  bytes[last_ + run_id_at] = std::byte{0x55};
  Record record;
  EXPECT_EQ(state_of_last(bytes, &record), Reader::State::record);
  EXPECT_EQ(record.message.text, "message");
}

TEST_F(Damage, OfTheAcknowledgedMarkNeverLeadsOutside) {
  const std::vector<std::byte> whole = two_records();
  for (const std::uint64_t mark : {std::uint64_t{UINT64_MAX}, UINT64_MAX - 7, UINT64_MAX - 3,
                                   std::uint64_t{whole.size()}, std::uint64_t{whole.size()} + 8}) {
    std::vector<std::byte> bytes = whole;
    std::memcpy(bytes.data() + offsetof(FileHeader, acknowledged), &mark, sizeof mark);
    const Copy copy(bytes);
    Reader reader(copy.region());
    Record record;
    EXPECT_FALSE(reader.has_next()) << mark;
    EXPECT_EQ(reader.next(record), Reader::State::nothing) << mark;
  }
}

/// Records that are committed and whose checksums are right, but that no writer of ours made.
class Foreign : public Damage {
 protected:
  void SetUp() override { bytes_ = two_records(); }

  /// Puts `fields` into the second record and makes it valid.
  Reader::State state(RecordHeader header, const std::vector<std::byte>& fields = {}) {
    const std::size_t size = sizeof header + fields.size();
    bytes_.resize(last_ + size);
    header.size = static_cast<std::uint32_t>(size);
    std::byte* const at = bytes_.data() + last_;
    std::memcpy(at, &header, sizeof header);
    std::copy(fields.begin(), fields.end(), at + sizeof header);
    header.checksum = record_checksum(at, size);
    header.commit = header.size ^ commit_key;
    std::memcpy(at, &header, 2 * sizeof(std::uint32_t));
    return state_of_last(bytes_, &record_);
  }

  static RecordHeader header(RecordKind kind, int type, int role = 0) {
    RecordHeader header{};
    header.kind = kind;
    header.type = static_cast<std::uint8_t>(type);
    header.role = static_cast<std::uint8_t>(role);
    return header;
  }

  static std::vector<std::byte> field(std::uint32_t tag, std::uint32_t size, std::size_t really) {
    const FieldHeader header{FieldTag{tag}, size, size};
    std::vector<std::byte> bytes((sizeof header + really + 7) / 8 * 8);
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
  }

  std::vector<std::byte> bytes_;
  Record record_;
};

TEST_F(Foreign, CrashRecordsCarryTheSignal) {
  EXPECT_EQ(state(header(RecordKind::crash, 11)), Reader::State::record);
  EXPECT_EQ(record_.kind, RecordKind::crash);
  EXPECT_EQ(record_.signal, 11);
}

TEST_F(Foreign, KindsAndTypesThatDoNotExistAreCorrupt) {
  for (const auto& [kind, type, role] : {std::tuple{0, 0, 0},
                                         {6, 1, 0},
                                         {6, 0, 1},
                                         {7, 0, 0},
                                         {255, 0, 0},
                                         {1, 0, 0},
                                         {1, 7, 0},
                                         {2, 0, 0},
                                         {2, 11, 0},
                                         {2, 1, 4},
                                         {2, 1, 255}}) {
    EXPECT_EQ(state(header(RecordKind{static_cast<std::uint8_t>(kind)}, type, role)),
              Reader::State::corrupt)
        << kind << " " << type << " " << role;
  }
}

TEST_F(Foreign, ElementsThatCannotStandWhereTheySayAreCorrupt) {
  RecordHeader open = header(RecordKind::open, static_cast<int>(ElementKind::test_case));
  for (const auto& [element, parent] : {std::pair{0U, 0U}, {2U, 2U}, {2U, 3U}, {1U, UINT32_MAX}}) {
    open.element = element;
    open.parent = parent;
    EXPECT_EQ(state(open), Reader::State::corrupt) << element << " in " << parent;
  }
  open.element = UINT32_MAX;
  open.parent = 1;
  EXPECT_EQ(state(open), Reader::State::record);
}

TEST_F(Foreign, FieldsThatLeadOutOfTheirRecordAreCorrupt) {
  const RecordHeader event = header(RecordKind::event, 1);
  const auto message = static_cast<std::uint32_t>(FieldTag::message);
  EXPECT_EQ(state(event, field(message, 4, 4)), Reader::State::record);
  EXPECT_EQ(state(event, field(message, 5, 4)), Reader::State::corrupt);
  EXPECT_EQ(state(event, field(message, UINT32_MAX, 4)), Reader::State::corrupt);
  EXPECT_EQ(state(event, field(message, UINT32_MAX - 11, 4)), Reader::State::corrupt);
}

TEST_F(Foreign, PlacesTooShortForALineAreCorrupt) {
  const RecordHeader event = header(RecordKind::event, 1);
  for (const FieldTag tag : {FieldTag::location, FieldTag::trace}) {
    EXPECT_EQ(state(event, field(static_cast<std::uint32_t>(tag), 3, 4)), Reader::State::corrupt);
    EXPECT_EQ(state(event, field(static_cast<std::uint32_t>(tag), 4, 4)), Reader::State::record);
  }
}

TEST_F(Foreign, LocationsWhoseFileIsNowhereAheadAreCorrupt) {
  std::filesystem::remove(path());
  create().append_open(1, 0, ElementKind::suite, {"suite", {}, {}, {"first.cpp", 1}});
  last_ = writer_->used();
  bytes_.assign(writer_->region().base, writer_->region().base + last_);
  const auto state_with = [&](std::size_t size, std::size_t distance) {
    auto fields = field(static_cast<std::uint32_t>(FieldTag::known_location),
                        static_cast<std::uint32_t>(size), 8);
    const std::array<std::uint32_t, 2> words{7, static_cast<std::uint32_t>(distance)};
    std::memcpy(fields.data() + sizeof(FieldHeader), words.data(), sizeof words);
    return state(header(RecordKind::event, 1), fields);
  };
  int found = 0;
  for (std::size_t distance = 0; distance <= last_ + 8; ++distance) {
    if (state_with(8, distance) != Reader::State::record) continue;
    ++found;
    EXPECT_EQ(record_.location.file, "first.cpp");
    EXPECT_EQ(record_.location.line, 7);
    EXPECT_EQ(state_with(7, distance), Reader::State::corrupt);
  }
  EXPECT_EQ(found, 1);
  EXPECT_EQ(state_with(8, UINT32_MAX), Reader::State::corrupt);
}

TEST_F(Foreign, FilePathsThatLeadOutOfTheirFolderAreCorrupt) {
  const RecordHeader event = header(RecordKind::event, 8, 1);
  const auto state_with = [&](const std::string& path) {
    const auto tag = static_cast<std::uint32_t>(FieldTag::file_path);
    auto fields = field(tag, static_cast<std::uint32_t>(path.size()), path.size());
    std::memcpy(fields.data() + sizeof(FieldHeader), path.data(), path.size());
    return state(event, fields);
  };
  EXPECT_EQ(state_with("1"), Reader::State::record);
  EXPECT_EQ(state_with("..1"), Reader::State::record);
  for (const std::string path : {"/etc/passwd", "../1", "a/1", "1/", "/", ".", ".."}) {
    EXPECT_EQ(state_with(path), Reader::State::corrupt) << path;
  }
  EXPECT_EQ(state_with({"1\0.txt", 6}), Reader::State::corrupt);
}

TEST_F(Foreign, FieldsOfALaterVersionArePassedOver) {
  std::vector<std::byte> fields = field(4711, 4, 4);
  const auto known = field(static_cast<std::uint32_t>(FieldTag::message), 4, 4);
  fields.insert(fields.end(), known.begin(), known.end());
  EXPECT_EQ(state(header(RecordKind::event, 1), fields), Reader::State::record);
  EXPECT_EQ(record_.message.text.size(), 4U);
}

TEST_F(Foreign, SizesThatNoRecordHasAreCorrupt) {
  for (const std::uint32_t size : {1U, 8U, 32U, 39U, 41U, 44U, max_record + 8, UINT32_MAX & ~7U}) {
    std::vector<std::byte> bytes = bytes_;
    const std::uint32_t commit = size ^ commit_key;
    std::memcpy(bytes.data() + last_, &commit, sizeof commit);
    std::memcpy(bytes.data() + last_ + offsetof(RecordHeader, size), &size, sizeof size);
    EXPECT_EQ(state_of_last(bytes), Reader::State::corrupt) << size;
  }
}

TEST_F(Foreign, NonsenseOfAnyKindNeverLeadsOutside) {
  std::mt19937 random(20240229);  // the same each time
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 5000; ++round) {
    std::vector<std::byte> fields(static_cast<std::size_t>(round % 12) * 8);
    for (std::byte& b : fields) b = static_cast<std::byte>(byte(random));
    for (std::size_t at = 0; at + 12 <= fields.size(); at += 16) {
      const FieldHeader likely{FieldTag{static_cast<std::uint32_t>(byte(random) % 21)},
                               static_cast<std::uint32_t>(byte(random) % 40), 0};
      std::memcpy(fields.data() + at, &likely, sizeof likely);
    }
    const Reader::State found = state(header(RecordKind::event, 1 + round % 10, round % 5), fields);
    EXPECT_NE(found, Reader::State::nothing);
    if (found != Reader::State::record) continue;
    std::size_t seen = record_.message.text.size() + record_.detail.text.size();
    for (const auto& place : record_.trace) seen += place.file.size();
    EXPECT_LE(seen, fields.size());
  }
}

}  // namespace
