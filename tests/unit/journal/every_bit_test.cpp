// A small journal as another program finds it, with each of its bits flipped and cut at each of its
// bytes: what is read is a beginning of what was written, or there is a clear error.

#include "journal/format.hpp"
#include "journal/header.hpp"
#include "journal/survey.hpp"
#include "journal_case.hpp"
#include "support/told_journal.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

using testcenter::ElementKind;
using testcenter::EventType;
using testcenter::journal::FileHeader;
using testcenter::journal::Header;
using testcenter::journal::read_header;
using testcenter::journal::RecordHeader;
using testcenter::journal::Region;
using testcenter::journal::RunInfo;
using testing::AnyOf;
using testing::StartsWith;

namespace {

using Bytes = std::vector<std::byte>;

class EveryPlace : public JournalCase {
 protected:
  void SetUp() override {
    RunInfo info;
    info.program = "suite";
    info.labels = {{"OS", "Linux"}};
    create(roomy, info).append_open(1, 0, ElementKind::suite, {"S", "summary", {}, {"a.cpp", 1}});
    records_ = {first_record(), writer_->used()};
    writer_->append_event(1, event_of(EventType::fail, "message"));
    records_.push_back(writer_->used());
    writer_->append_close(1);
    records_.push_back(writer_->used());
    writer_->append_finish();
    const std::byte* const base = writer_->region().base;
    whole_.assign(base, base + writer_->used());
    lines_ = lines_of(whole_).value();
    ASSERT_EQ(lines_.size(), 4U);
  }

  std::uint64_t first_record() const { return reader().position(); }

  /// In memory of exactly its size, so that AddressSanitizer sees any step outside. The error, or
  /// what the records tell.
  static testcenter::Result<std::vector<std::string>> lines_of(const Bytes& bytes) {
    const std::unique_ptr<std::byte[]> memory(new std::byte[bytes.size()]);
    std::copy(bytes.begin(), bytes.end(), memory.get());
    const std::atomic<std::uint64_t> size(bytes.size());
    const Region region{memory.get(), &size};
    const auto header = read_header(region.base, size);
    if (!header) return header.error();
    const auto survey = testcenter::journal::survey(region, header.value());
    if (!survey) return survey.error();
    return testcenter::test::told(region);
  }

  /// True if `lines` are the first of those that were written, and then perhaps a damage.
  bool is_a_beginning(std::vector<std::string> lines) const {
    if (!lines.empty() && lines.back() == "corrupt") lines.pop_back();
    return lines.size() <= lines_.size() && std::equal(lines.begin(), lines.end(), lines_.begin());
  }

  /// ... or the last of them: the acknowledged mark says that the others are at the server.
  bool is_an_end(const std::vector<std::string>& lines) const {
    return lines.size() <= lines_.size() &&
           std::equal(lines.rbegin(), lines.rend(), lines_.rbegin());
  }

  /// No part of what the writer promises: the sender puts it there.
  bool is_run_id(std::size_t at) const {
    return std::any_of(records_.begin(), records_.end(), [&](std::uint64_t record) {
      const std::uint64_t run_id = record + offsetof(RecordHeader, run_id);
      return at >= run_id && at < run_id + sizeof(std::int64_t);
    });
  }

  Bytes whole_;
  std::vector<std::uint64_t> records_;
  std::vector<std::string> lines_;
};

constexpr std::size_t marks_begin = offsetof(FileHeader, acknowledged);

TEST_F(EveryPlace, OfTheHeaderIsAClearErrorWhenABitOfItFlips) {
  const std::size_t info_size = reinterpret_cast<const FileHeader*>(whole_.data())->info_size;
  int errors = 0;
  for (std::size_t at = 0; at < sizeof(FileHeader) + info_size; ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes flipped = whole_;
      flipped[at] ^= std::byte{1} << bit;
      const auto lines = lines_of(flipped);
      errors += lines ? 0 : 1;
      if (!lines) {
        EXPECT_THAT(lines.error().message,
                    AnyOf(StartsWith("is no journal"), StartsWith("is damaged: "),
                          StartsWith("has version ")));
      } else if (at >= marks_begin && at < marks_begin + sizeof(std::uint64_t)) {
        EXPECT_TRUE(is_an_end(lines.value())) << at << " bit " << bit;
      } else {
        EXPECT_EQ(lines.value(), lines_) << at << " bit " << bit;
      }
      const bool must_be_seen = at < 16 || at >= sizeof(FileHeader) || (at >= 28 && at < 36);
      if (must_be_seen) {
        EXPECT_FALSE(lines) << at << " bit " << bit;
      }
    }
  }
  EXPECT_GT(errors, 8 * 24);
}

TEST_F(EveryPlace, OfARecordEndsTheReadingBeforeItWhenABitOfItFlips) {
  for (std::size_t at = first_record(); at < whole_.size(); ++at) {
    if (is_run_id(at)) continue;
    const auto behind = std::upper_bound(records_.begin(), records_.end(), at);
    const auto good = static_cast<std::size_t>(behind - records_.begin()) - 1;
    for (int bit = 0; bit < 8; ++bit) {
      Bytes flipped = whole_;
      flipped[at] ^= std::byte{1} << bit;
      const auto lines = lines_of(flipped);
      ASSERT_TRUE(lines) << at << " bit " << bit;
      ASSERT_EQ(lines.value().size(), good + 1) << at << " bit " << bit;
      ASSERT_EQ(lines.value().back(), "corrupt");
      ASSERT_TRUE(is_a_beginning(lines.value())) << at << " bit " << bit;
    }
  }
}

TEST_F(EveryPlace, MayBeTheLastOneThatReachedTheDisk) {
  for (std::size_t size = 0; size < whole_.size(); ++size) {
    const Bytes torn(whole_.begin(), whole_.begin() + static_cast<std::ptrdiff_t>(size));
    const auto lines = lines_of(torn);
    if (size < first_record()) {
      ASSERT_FALSE(lines) << size;
    } else {
      ASSERT_TRUE(lines) << size << lines.error().message;
      ASSERT_TRUE(is_a_beginning(lines.value())) << size;
    }
  }
}

}  // namespace
