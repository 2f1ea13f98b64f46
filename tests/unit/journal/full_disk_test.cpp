#include "journal_case.hpp"
#include "support/forked_child.hpp"
#include "support/small_disk.hpp"

#include <gmock/gmock.h>
#include <sched.h>

#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>

using testcenter::EventType;
using testcenter::journal::Append;
using testcenter::journal::Reader;
using testcenter::journal::Record;
using testcenter::journal::Writer;
using testcenter::test::cannot_mount;
using testcenter::test::in_forked_child;
using testcenter::test::mount_small_disk_or_exit;
using testing::HasSubstr;

namespace {

constexpr rlim_t small_disk = 1 << 20;

class FullDisk : public JournalCase {
 protected:
  static void limit_file_size(rlim_t size) {
    const rlimit limit{size, RLIM_INFINITY};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
  }

  Append append() {
    return writer_->append_event(1, event_of(EventType::log, std::string(10'000, 'x')));
  }

  void fill_until(const char* reason) {
    create();
    int count = 0;
    Append last = append();
    for (; last == Append::done && count < 1000; last = append()) {
      ++count;
      writer_->prepare();
    }
    EXPECT_EQ(last, Append::failed);
    EXPECT_GT(count, 20);
    EXPECT_LE(writer_->used(), small_disk);
    EXPECT_EQ(writer_->problem(), "cannot extend the journal " + path() + ": " + reason);
    EXPECT_EQ(writer_->append_close(1), Append::failed) << "it is over, small records too";
    expect_readable(count);
  }

  void expect_readable(int count) const {
    Reader reader = this->reader();
    Record record;
    for (int i = 0; i < count; ++i) ASSERT_EQ(reader.next(record), Reader::State::record) << i;
    EXPECT_EQ(reader.next(record), Reader::State::nothing);
  }
};

TEST_F(FullDisk, EndsTheJournalWithAClearProblem) {
  const int ended = in_forked_child([&] {
    mount_small_disk_or_exit(folder_.path(), "1m");
    fill_until("No space left on device");
  });
  if (ended == cannot_mount) GTEST_SKIP() << "mounting a small disk takes more rights";
  EXPECT_EQ(ended, 0);
}

TEST_F(FullDisk, FromTheBeginningIsAClearErrorAndLeavesNoFile) {
  const int ended = in_forked_child([&] {
    mount_small_disk_or_exit(folder_.path(), "1m");
    folder_.write("filler", std::string(small_disk, 'f'));
    const auto made = Writer::create(path(), {}, roomy);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().message,
              "cannot extend the journal " + path() + ": No space left on device");
    EXPECT_NE(access(path().c_str(), F_OK), 0);
  });
  if (ended == cannot_mount) GTEST_SKIP() << "mounting a small disk takes more rights";
  EXPECT_EQ(ended, 0);
}

TEST_F(FullDisk, ByQuotaOfTheProcessEndsTheJournalAndNotTheProcess) {
  // Beyond `ulimit -f` the kernel sends SIGXFSZ, whose default is to kill the test.
  EXPECT_EQ(in_forked_child([&] {
              limit_file_size(small_disk);
              fill_until("File too large");
            }),
            0);
}

TEST_F(FullDisk, ByQuotaFromTheBeginningIsAClearError) {
  EXPECT_EQ(in_forked_child([&] {
              limit_file_size(1000);
              const auto made = Writer::create(path(), {}, roomy);
              ASSERT_FALSE(made);
              EXPECT_THAT(made.error().message, HasSubstr("File too large"));
              EXPECT_NE(access(path().c_str(), F_OK), 0);
            }),
            0);
}

}  // namespace
