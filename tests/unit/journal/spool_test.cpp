#include "journal/spool.hpp"

#include "support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <sys/stat.h>
#include <unistd.h>

#include <string>

using testcenter::journal::files_folder_of;
using testcenter::journal::prepare_spool;
using testcenter::journal::remove_file;
using testcenter::journal::remove_files;
using testcenter::journal::spool_place;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

namespace {

unsigned mode_of(const std::string& path) {
  struct stat seen {};
  EXPECT_EQ(lstat(path.c_str(), &seen), 0) << path;
  return seen.st_mode & 07777;
}

class Spool : public testing::Test {
 protected:
  std::string error(const std::string& folder) const {
    const testcenter::Status status = prepare_spool(folder);
    if (status) return "no error";
    EXPECT_THAT(status.error().message,
                AllOf(StartsWith("cannot use the spool folder " + folder_.path()),
                      HasSubstr(" (TESTCENTER_SPOOL_DIR): ")));
    return status.error().message;
  }

  testcenter::test::TemporaryFolder folder_;
};

TEST_F(Spool, IsMadeForItsOwnerOnlyWithWhatIsMissingAbove) {
  const mode_t before = umask(0);
  const bool made = static_cast<bool>(prepare_spool(folder_.path("state/of/mine")));
  umask(before);
  ASSERT_TRUE(made);
  EXPECT_EQ(mode_of(folder_.path("state/of/mine")), 0700U);
  EXPECT_EQ(mode_of(folder_.path("state/of")), 0700U);
  EXPECT_EQ(mode_of(folder_.path("state")), 0700U);
}

TEST_F(Spool, MayEndWithASlash) {
  ASSERT_TRUE(prepare_spool(folder_.path("a/b/")));
  EXPECT_EQ(mode_of(folder_.path("a/b")), 0700U);
}

TEST_F(Spool, ThatIsThereAlreadyIsUsedAsItIs) {
  folder_.make_folder("spool");
  ASSERT_EQ(chmod(folder_.path("spool").c_str(), 0750), 0);
  EXPECT_TRUE(prepare_spool(folder_.path("spool")));
  EXPECT_TRUE(prepare_spool(folder_.path("spool")));
  EXPECT_EQ(mode_of(folder_.path("spool")), 0750U);
}

TEST_F(Spool, IsNotASymbolicLink) {
  folder_.make_folder("real");
  ASSERT_EQ(symlink("real", folder_.path("link").c_str()), 0);
  EXPECT_THAT(error(folder_.path("link")), EndsWith("it is a symbolic link"));
  EXPECT_THAT(error(folder_.path("link/")), EndsWith("it is a symbolic link"));
}

TEST_F(Spool, IsNotAFileNorBelowOne) {
  folder_.write("file", "x");
  EXPECT_THAT(error(folder_.path("file")), EndsWith("it is not a folder"));
  EXPECT_THAT(error(folder_.path("file/spool")), EndsWith("Not a directory"));
  EXPECT_THAT(error(folder_.path("file/deep/spool")), EndsWith("Not a directory"));
}

TEST_F(Spool, ThatOthersMayWriteIsRefusedAndSaysWhatMendsIt) {
  folder_.make_folder("open");
  for (const mode_t mode : {0777, 0720, 0702}) {
    ASSERT_EQ(chmod(folder_.path("open").c_str(), mode), 0);
    EXPECT_THAT(error(folder_.path("open")),
                EndsWith("others may write there; chmod 700 mends it"));
  }
}

TEST_F(Spool, OfSomebodyElseIsRefused) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  folder_.make_folder("theirs");
  ASSERT_EQ(chown(folder_.path("theirs").c_str(), 12345, 12345), 0);
  EXPECT_THAT(error(folder_.path("theirs")), EndsWith("it belongs to another user"));
}

TEST_F(Spool, ThatCannotBeMadeIsAClearError) {
  // Nobody can make a folder there, root included.
  for (const std::string folder : {"/proc/testcenter", "/proc/testcenter/spool"}) {
    const testcenter::Status status = prepare_spool(folder);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().message, "cannot use the spool folder " + folder +
                                          " (TESTCENTER_SPOOL_DIR): No such file or directory");
  }
}

TEST(SpoolPlace, NamesProgramStartAndProcess) {
  const auto place = spool_place("/spool", "my-tests", 1);
  const std::string stem = "/spool/my-tests-[0-9]+T[0-9]+Z-" + std::to_string(getpid());
  EXPECT_THAT(place.journal, MatchesRegex(stem + "\\.journal"));
  EXPECT_THAT(place.files, MatchesRegex(stem + "\\.files"));
  EXPECT_EQ(files_folder_of(place.journal), place.files);
}

TEST(SpoolPlace, TellsTheJournalsOfOneProcessApart) {
  EXPECT_THAT(spool_place("/s", "p", 2).journal, EndsWith("-2.journal"));
  EXPECT_NE(spool_place("/s", "p", 2).journal, spool_place("/s", "p", 3).journal);
  EXPECT_NE(spool_place("/s", "p", 2).files, spool_place("/s", "p", 3).files);
}

TEST(SpoolPlace, MakesAFileNameOfAnyProgram) {
  const auto name = [](std::string_view program) {
    return spool_place("/s", program, 1).journal.substr(3);
  };
  EXPECT_THAT(name("a/b c\n;$(x)"), StartsWith("a_b_c____x_-2"));
  EXPECT_THAT(name("../../etc/x"), StartsWith("program.._.._etc_x-2"));
  EXPECT_THAT(name(".hidden"), StartsWith("program.hidden-2"));
  EXPECT_THAT(name(""), StartsWith("program-2"));
  EXPECT_THAT(name("t\xc3\xa4st+1"), StartsWith("t__st+1-2"));
  EXPECT_THAT(name(std::string_view("a\0b", 3)), StartsWith("a_b-2"));
  EXPECT_LT(name(std::string(5000, 'x')).size(), 200U);
}

TEST(SpoolPlace, OfFilesIsFoundForJournalsOfAnyName) {
  EXPECT_EQ(files_folder_of("/s/a.journal"), "/s/a.files");
  EXPECT_EQ(files_folder_of("/s/renamed"), "/s/renamed.files");
  EXPECT_EQ(files_folder_of(".journal"), ".journal.files");
}

TEST_F(Spool, FilesOfAJournalGoWithTheirFolder) {
  folder_.write("run.files/1", "x");
  folder_.write("run.files/2", "y");
  remove_files(folder_.path("run.files"));
  EXPECT_NE(access(folder_.path("run.files").c_str(), F_OK), 0);
  remove_files(folder_.path("run.files"));
}

TEST_F(Spool, OtherFoldersAreNeverRemoved) {
  folder_.write("precious/1", "x");
  remove_files(folder_.path("precious"));
  remove_files(folder_.path("precious/"));
  remove_files("");
  EXPECT_EQ(access(folder_.path("precious/1").c_str(), F_OK), 0);
}

TEST_F(Spool, FilesBehindALinkAreNotRemoved) {
  folder_.write("precious/1", "x");
  ASSERT_EQ(symlink("precious", folder_.path("run.files").c_str()), 0);
  remove_file(folder_.path("run.files"), "1");
  remove_files(folder_.path("run.files"));
  EXPECT_EQ(access(folder_.path("precious/1").c_str(), F_OK), 0);
}

TEST_F(Spool, OneFileOfAJournalGoesAlone) {
  folder_.write("run.files/1", "x");
  folder_.write("run.files/2", "y");
  remove_file(folder_.path("run.files"), "1");
  EXPECT_NE(access(folder_.path("run.files/1").c_str(), F_OK), 0);
  EXPECT_EQ(access(folder_.path("run.files/2").c_str(), F_OK), 0);
}

}  // namespace
