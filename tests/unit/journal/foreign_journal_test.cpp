// A journal of another process: what is opened, and what is left alone.

#include "journal/foreign_journal.hpp"

#include "journal/format.hpp"
#include "journal/spool.hpp"
#include "journal/survey.hpp"
#include "journal_case.hpp"
#include "support/forked_child.hpp"

#include <gmock/gmock.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>

namespace {

using testcenter::ElementKind;
using testcenter::EventType;
using testcenter::journal::FileHeader;
using testcenter::journal::ForeignJournal;
using testcenter::journal::Reader;
using testcenter::journal::Record;
using testcenter::journal::RunInfo;
using Hold = ForeignJournal::Hold;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ForeignJournals : public JournalCase {
 protected:
  /// A suite with one failure, of a writer that is gone.
  void write_small_journal(const RunInfo& info = {}) {
    create(roomy, info).append_open(1, 0, ElementKind::suite, {"S", {}, {}, {}});
    writer_->append_event(1, event_of(EventType::fail, "bad"));
    writer_->trim();
    end_ = writer_->used();
    writer_.reset();
  }

  /// Puts a number into the file's header.
  template <typename T>
  void set_header(std::size_t offset, T value) {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(offset));
    file.write(reinterpret_cast<const char*>(&value), sizeof value);
  }

  std::unique_ptr<ForeignJournal> open(std::uint64_t room = 0) {
    auto journal = ForeignJournal::open(path(), room);
    EXPECT_TRUE(journal) << journal.error().message;
    return journal ? std::move(journal.value()) : nullptr;
  }

  std::string problem_of(const std::string& path) {
    auto journal = ForeignJournal::open(path);
    if (!journal) return journal.error().message;
    const auto header = journal.value()->header();
    return header ? "" : header.error().message;
  }

  std::uint64_t end_ = 0;
};

TEST_F(ForeignJournals, TellsWhatItsHeaderKeeps) {
  RunInfo info{"prog",
               "host",
               "GoogleTest 1.12",
               "http://center:8800",
               "Shop",
               "Night",
               {{"OS", "Linux"}, {"opt", "-DX=1"}, {"empty", ""}},
               25};
  write_small_journal(info);
  const auto header = open()->header();
  ASSERT_TRUE(header);
  EXPECT_EQ("prog", header->info.program);
  EXPECT_EQ("host", header->info.host);
  EXPECT_EQ("GoogleTest 1.12", header->info.framework);
  EXPECT_EQ("http://center:8800", header->info.url);
  EXPECT_EQ("Shop", header->info.project);
  EXPECT_EQ("Night", header->info.batch);
  EXPECT_EQ(info.labels, header->info.labels);
  EXPECT_EQ(25, header->info.report_id);
  EXPECT_EQ(static_cast<std::uint32_t>(getpid()), header->pid);
  EXPECT_EQ(header->records_begin, header->acknowledged);
}

TEST_F(ForeignJournals, IsAnothersAsLongAsItsWriterLives) {
  testcenter::test::StayingChild child([this] { create(); });
  ASSERT_TRUE(child.is_ready());
  const auto journal = open();
  EXPECT_EQ(Hold::anothers, journal->take());
  child.kill();
  EXPECT_EQ(Hold::ours, journal->take());
  EXPECT_EQ(Hold::ours, journal->take()) << "asked again";
  EXPECT_EQ(Hold::anothers, open()->take()) << "two that send it";
}

TEST_F(ForeignJournals, IsGoneIfAnotherOneSentIt) {
  write_small_journal();
  const auto late = open();
  {
    const auto first = open();
    ASSERT_EQ(Hold::ours, first->take());
    first->remove();
  }
  EXPECT_EQ(Hold::gone, late->take());
}

TEST_F(ForeignJournals, IsFollowedWhileItGrows) {
  create().append_open(1, 0, ElementKind::suite, {"S", {}, {}, {}});
  const auto journal = open(roomy);
  Reader reader(journal->region());
  Record record;
  EXPECT_EQ(Reader::State::record, reader.next(record));
  EXPECT_EQ(Reader::State::nothing, reader.next(record));
  const std::string long_text(60000, 'x');
  for (int i = 0; i < 100; ++i) {
    writer_->append_event(1, event_of(EventType::log, long_text));
    ASSERT_EQ(Reader::State::record, reader.next(record)) << "event " << i;
    EXPECT_EQ(long_text, record.message.text);
  }
}

TEST_F(ForeignJournals, IsNotReadBeyondItsRoom) {
  create().append_open(1, 0, ElementKind::suite, {"S", {}, {}, {}});
  const auto journal = open();
  Reader reader(journal->region());
  const std::string long_text(60000, 'x');
  for (int i = 0; i < 100; ++i) writer_->append_event(1, event_of(EventType::log, long_text));
  Record record;
  int records = 0;
  while (reader.next(record) == Reader::State::record) ++records;
  EXPECT_LT(records, 100);
}

TEST_F(ForeignJournals, IsReadWholeWithoutLettingGoOfItsLock) {
  write_small_journal();
  auto cut = open();
  ASSERT_EQ(Hold::ours, cut->take());
  std::filesystem::resize_file(path(), 2 * std::filesystem::file_size(path()));
  ASSERT_TRUE(cut->is_cut());
  const auto whole = cut->whole();
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_FALSE(whole.value()->is_cut());
  cut.reset();
  EXPECT_EQ(Hold::anothers, open()->take());
  EXPECT_EQ(Hold::ours, whole.value()->take());
}

TEST_F(ForeignJournals, KeepsTheMarksInItsFile) {
  write_small_journal();
  {
    const auto journal = open();
    Reader reader(journal->region());
    Record record;
    reader.next(record);
    reader.mark_run_id(record.offset, 4711);
    reader.mark_report_id(7);
    reader.mark_in_flight(end_);
    reader.mark_acknowledged(record.end);
  }
  const auto header = open()->header();
  ASSERT_TRUE(header);
  EXPECT_EQ(7, header->report_id);
  EXPECT_EQ(end_, header->in_flight);
  EXPECT_LT(header->acknowledged, end_);
}

TEST_F(ForeignJournals, GoesWithTheFilesOfItsEvents) {
  write_small_journal();
  const std::string files = testcenter::journal::files_folder_of(path());
  std::filesystem::create_directory(files);
  std::ofstream(files + "/1") << "bytes";
  open()->remove();
  EXPECT_FALSE(std::filesystem::exists(path()));
  EXPECT_FALSE(std::filesystem::exists(files));
}

TEST_F(ForeignJournals, ThatIsNotOursIsRefused) {
  EXPECT_THAT(problem_of(folder_.path("missing")), HasSubstr("No such file"));
  EXPECT_THAT(problem_of(folder_.make_folder("a folder")), HasSubstr("Is a directory"));
  EXPECT_THAT(problem_of(folder_.write("short", "TCJRNL\r\n")), HasSubstr("too short"));
  EXPECT_THAT(problem_of(folder_.write("text", std::string(100, 'x'))), HasSubstr("is no journal"));
  ASSERT_EQ(0, mkfifo(folder_.path("pipe").c_str(), 0600));
  EXPECT_THAT(problem_of(folder_.path("pipe")), HasSubstr("is no regular file"));
  write_small_journal();
  ASSERT_EQ(0, symlink(path().c_str(), folder_.path("link").c_str()));
  EXPECT_THAT(problem_of(folder_.path("link")), HasSubstr("is a symbolic link"));
  ASSERT_EQ(0, chmod(path().c_str(), 0620));
  EXPECT_THAT(problem_of(path()), HasSubstr("may be written by others"));
  if (geteuid() != 0) return;
  ASSERT_EQ(0, chmod(path().c_str(), 0600));
  ASSERT_EQ(0, chown(path().c_str(), 12345, 12345));
  EXPECT_THAT(problem_of(path()), HasSubstr("belongs to another user"));
}

TEST_F(ForeignJournals, WithAWrongHeaderIsRefused) {
  write_small_journal({"prog", {}, {}, {}, {}, {}, {}, 0});
  const std::string good = testcenter::test::content_of(path());
  const auto problem_with = [&](std::size_t offset, auto value) {
    std::ofstream(path(), std::ios::binary) << good;
    set_header(offset, value);
    return problem_of(path());
  };
  for (const std::uint32_t version : {0U, 3U}) {
    EXPECT_THAT(problem_with(offsetof(FileHeader, version), version),
                HasSubstr("version " + std::to_string(version)));
  }
  EXPECT_EQ(problem_with(offsetof(FileHeader, version), 1U), "");
  EXPECT_THAT(problem_with(offsetof(FileHeader, records_begin), 0xFFFFFFF8U), HasSubstr("sizes"));
  EXPECT_THAT(problem_with(offsetof(FileHeader, records_begin), 8U), HasSubstr("sizes"));
  EXPECT_THAT(problem_with(offsetof(FileHeader, info_size), 0xFFFFFFFFU), HasSubstr("sizes"));
  EXPECT_THAT(problem_with(offsetof(FileHeader, info_checksum), 1U), HasSubstr("checksum"));
  EXPECT_THAT(problem_with(offsetof(FileHeader, acknowledged), std::uint64_t{8}),
              HasSubstr("marks"));
  EXPECT_THAT(problem_with(offsetof(FileHeader, acknowledged), UINT64_MAX - 7), HasSubstr("marks"));
  EXPECT_THAT(problem_with(offsetof(FileHeader, in_flight), std::uint64_t{1} << 60U),
              HasSubstr("marks"));
  EXPECT_THAT(problem_with(offsetof(FileHeader, report_id), std::int64_t{-1}), IsEmpty());
}

TEST_F(ForeignJournals, IsBlankUntilItsHeaderIsWritten) {
  folder_.write("blank.journal", std::string(4096, '\0'));
  auto blank = ForeignJournal::open(folder_.path("blank.journal"));
  ASSERT_TRUE(blank);
  EXPECT_TRUE(blank.value()->is_blank());
  write_small_journal();
  EXPECT_FALSE(open()->is_blank());
}

/// Of a process that died as it began; or it has not come further yet.
TEST_F(ForeignJournals, IsBlankIfItIsEmptyForLong) {
  const std::string path = folder_.write("empty.journal", "");
  EXPECT_THAT(problem_of(path), HasSubstr("too short"));
  testcenter::test::make_old(path);
  folder_.make_folder("empty.files");
  EXPECT_THAT(problem_of(path), HasSubstr("too short")) << "something was attached";
  std::filesystem::remove(folder_.path("empty.files"));
  auto empty = ForeignJournal::open(path);
  ASSERT_TRUE(empty);
  EXPECT_EQ(ForeignJournal::Hold::ours, empty.value()->take());
  EXPECT_TRUE(empty.value()->is_blank());
}

TEST_F(ForeignJournals, SurveyTellsWhatIsLeft) {
  write_small_journal();
  auto journal = open();
  auto survey = testcenter::journal::survey(journal->region(), journal->header().value());
  ASSERT_TRUE(survey);
  EXPECT_EQ(1U, survey->elements);
  EXPECT_EQ(1U, survey->events);
  EXPECT_EQ(1U, survey->failures);
  EXPECT_EQ(2U, survey->left());
  EXPECT_FALSE(survey->is_finished);

  Reader reader(journal->region());
  Record record;
  reader.next(record);
  reader.mark_acknowledged(record.end);
  survey = testcenter::journal::survey(journal->region(), journal->header().value());
  ASSERT_TRUE(survey);
  EXPECT_EQ(1U, survey->left());
  EXPECT_EQ("S", testcenter::journal::first_suite(journal->region(), journal->header().value()));

  reader.mark_acknowledged(record.end + 8);
  const auto refused = testcenter::journal::survey(journal->region(), journal->header().value());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("acknowledged mark"));
}

TEST_F(ForeignJournals, DoNotTakeThePlaceOfAStreamThatIsClosed) {
  write_small_journal();
  EXPECT_EQ(testcenter::test::in_forked_child([&] {
              close(STDOUT_FILENO);
              const auto journal = open();
              EXPECT_EQ(fcntl(STDOUT_FILENO, F_GETFD), -1);
              EXPECT_EQ(journal->take(), Hold::ours);
            }),
            0);
}

TEST_F(ForeignJournals, OfOneProcessAreListedAsTheyWereBegun) {
  for (const char* name : {"p-10", "p-7-10", "p-7-2", "p-7"}) {
    folder_.write(name + std::string(".journal"), "");
  }
  const std::string start = folder_.path() + "/p-";
  EXPECT_THAT(testcenter::journal::list_journals(folder_.path()).value(),
              ElementsAre(start + "7.journal", start + "7-2.journal", start + "7-10.journal",
                          start + "10.journal"));
}

TEST_F(ForeignJournals, JournalsOfAFolderAreListed) {
  const auto& folder = folder_.path();
  folder_.write("b-1.journal", "");
  folder_.write("a-1.journal", "");
  folder_.write("a-1.files/1", "");
  folder_.write("below/c.journal", "");
  const auto listed = testcenter::journal::list_journals(folder);
  ASSERT_TRUE(listed);
  EXPECT_THAT(listed.value(), ElementsAre(folder + "/a-1.journal", folder + "/b-1.journal"));
  EXPECT_FALSE(testcenter::journal::list_journals(folder + "/missing"));
}

}  // namespace
