#include "journal_case.hpp"
#include "support/forked_child.hpp"

#include <gmock/gmock.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

using testcenter::EventType;
using testcenter::journal::Append;
using testcenter::journal::Writer;
using testcenter::test::content_of;
using testcenter::test::in_forked_child;
using testcenter::test::StayingChild;
using testing::AllOf;
using testing::HasSubstr;

namespace {

class File : public JournalCase {
 protected:
  std::string error() const {
    const auto made = Writer::create(path(), {}, roomy);
    return made ? "no error" : made.error().message;
  }
  /// As somebody else sees it, who asks whether the writer is still there.
  bool is_locked() const {
    const int fd = open(path().c_str(), O_RDONLY | O_CLOEXEC);
    EXPECT_GE(fd, 0);
    const bool taken = flock(fd, LOCK_EX | LOCK_NB) != 0;
    EXPECT_TRUE(!taken || errno == EWOULDBLOCK);
    close(fd);
    return taken;
  }
};

TEST_F(File, IsForItsOwnerOnly) {
  const mode_t before = umask(0);
  create();
  umask(before);
  struct stat seen {};
  ASSERT_EQ(stat(path().c_str(), &seen), 0);
  EXPECT_EQ(seen.st_mode & 07777, 0600U);
}

TEST_F(File, ThatExistsAlreadyIsLeftAlone) {
  folder_.write("the.journal", "somebody's");
  EXPECT_THAT(error(),
              AllOf(HasSubstr("cannot create the journal " + path()), HasSubstr("File exists")));
  EXPECT_EQ(content_of(path()), "somebody's");
}

TEST_F(File, IsNeverMadeThroughALink) {
  ASSERT_EQ(symlink(folder_.path("elsewhere").c_str(), path().c_str()), 0);
  EXPECT_THAT(error(), HasSubstr("cannot create the journal " + path()));
  EXPECT_NE(access(folder_.path("elsewhere").c_str(), F_OK), 0);
}

TEST_F(File, SaysThatItsNameIsTakenAlsoIfThatIsGoneByNow) {
  folder_.write("the.journal", "somebody's");
  bool is_taken = false;
  EXPECT_FALSE(Writer::create(path(), {}, roomy, &is_taken));
  ASSERT_EQ(unlink(path().c_str()), 0);
  EXPECT_TRUE(is_taken);
  EXPECT_TRUE(Writer::create(path(), {}, roomy, &is_taken));
  EXPECT_FALSE(is_taken);
}

TEST_F(File, InNoFolderIsAClearError) {
  bool is_taken = true;
  const auto made = Writer::create(folder_.path("none/the.journal"), {}, roomy, &is_taken);
  ASSERT_FALSE(made);
  EXPECT_FALSE(is_taken);
  EXPECT_EQ(made.error().message, "cannot create the journal " + folder_.path("none/the.journal") +
                                      ": No such file or directory");
}

TEST_F(File, ThatCannotBeMappedIsAClearErrorAndLeavesNothing) {
  const auto made = Writer::create(path(), {}, std::uint64_t{1} << 60);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, HasSubstr("cannot map the journal " + path()));
  EXPECT_NE(access(path().c_str(), F_OK), 0);
}

TEST_F(File, IsLockedAsLongAsItsWriterLives) {
  create();
  EXPECT_TRUE(is_locked());
  writer_.reset();
  EXPECT_FALSE(is_locked());
}

/// Goes on until the file has to be larger.
Append append_much(Writer& writer) {
  const std::string text(32 * 1024, 'x');
  Append last = Append::done;
  for (int i = 0; i < 32 && last == Append::done; ++i) {
    last = writer.append_event(1, event_of(EventType::log, text));
  }
  return last;
}

std::ptrdiff_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return std::distance(begin(all), std::filesystem::directory_iterator());
}

TEST_F(File, WithoutItsDescriptorIsLockedAndGrows) {
  create();
  writer_->close_descriptor();
  const std::ptrdiff_t before = open_descriptors();
  EXPECT_EQ(append_much(*writer_), Append::done);
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_TRUE(is_locked());
  writer_->trim();
  EXPECT_LT(std::filesystem::file_size(path()), writer_->used() + 8192);
}

TEST_F(File, WithoutItsDescriptorLeavesAnotherOfItsNameAlone) {
  create();
  writer_->close_descriptor();
  std::filesystem::rename(path(), folder_.path("elsewhere"));
  folder_.write("the.journal", "somebody's");
  const std::ptrdiff_t before = open_descriptors();
  EXPECT_EQ(append_much(*writer_), Append::failed);
  writer_->trim();
  EXPECT_EQ(content_of(path()), "somebody's");
  EXPECT_EQ(open_descriptors(), before);
}

TEST_F(File, IsFreeOnceItsProcessWasKilled) {
  StayingChild child([&] { create().append_close(1); });
  ASSERT_TRUE(child.is_ready());
  EXPECT_TRUE(is_locked());
  child.kill();
  EXPECT_FALSE(is_locked());
}

TEST_F(File, IsNotHeldByAForkedChildThatForgotIt) {
  create();
  StayingChild child([&] { writer_->forget_in_child(); });
  ASSERT_TRUE(child.is_ready());
  EXPECT_TRUE(is_locked()) << "the parent goes on writing";
  writer_.reset();
  EXPECT_FALSE(is_locked()) << "the child keeps the lock alive";
}

/// What /proc/self/maps says of an address: "rw-p".
std::string access_to(const std::byte* address) {
  const auto wanted = reinterpret_cast<std::uintptr_t>(address);
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    char dash = 0;
    std::string access;
    std::istringstream(line) >> std::hex >> begin >> dash >> end >> access;
    if (begin <= wanted && wanted < end) return access;
  }
  return "nowhere";
}

/// All of it would be memory after mlockall(MCL_FUTURE).
TEST_F(File, ThatWasLetGoLeavesZerosWhereItWasAndNothingBehind) {
  Writer& writer = create();
  const auto region = writer.region();
  writer.remove();
  writer.release();
  EXPECT_EQ(access_to(region.base), "rw-p");
  EXPECT_EQ(access_to(region.base + *region.allocated - 1), "rw-p");
  EXPECT_EQ(access_to(region.base + *region.allocated), "---p");
  EXPECT_EQ(access_to(region.base + roomy - 1), "---p");
  EXPECT_EQ(*region.base, std::byte{0});
}

TEST_F(File, IsNotChangedByAForkedChildThatForgotIt) {
  create();
  const std::string before = content_of(path());
  EXPECT_EQ(in_forked_child([&] {
              writer_->forget_in_child();
              writer_->append_event(1, event_of(EventType::log, "from the child"));
              writer_->prepare();
              writer_->trim();
              reader().mark_acknowledged(1);
            }),
            0);
  EXPECT_TRUE(content_of(path()) == before);
  writer_->append_close(9);
  testcenter::journal::Record record;
  ASSERT_EQ(reader().next(record), testcenter::journal::Reader::State::record);
  EXPECT_EQ(record.element, 9U);
}

TEST_F(File, IsNotInheritedByStartedPrograms) {
  create();
  // The shell lists its own descriptors; ours must not be among them.
  FILE* const shell = popen("ls -l /proc/self/fd", "r");
  ASSERT_NE(shell, nullptr);
  std::string listed;
  char part[256];
  while (fgets(part, sizeof part, shell) != nullptr) listed += part;
  pclose(shell);
  EXPECT_THAT(listed, testing::Not(HasSubstr("the.journal")));
  EXPECT_THAT(listed, HasSubstr("->"));
}

TEST_F(File, DoesNotTakeThePlaceOfAStreamThatIsClosed) {
  EXPECT_EQ(in_forked_child([&] {
              close(STDOUT_FILENO);
              create();
              EXPECT_EQ(fcntl(STDOUT_FILENO, F_GETFD), -1);
              EXPECT_TRUE(is_locked());
            }),
            0);
}

}  // namespace
