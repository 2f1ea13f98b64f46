#include "reporter/attachments.hpp"

#include "support/forked_child.hpp"
#include "support/small_disk.hpp"
#include "support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <string_view>

using testcenter::File;
using testcenter::FileRole;
using testcenter::core::Attachments;
using testcenter::core::StoredCopy;
using testcenter::test::content_of;
using testcenter::test::in_forked_child;
using testing::EndsWith;
using testing::HasSubstr;

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t limit = 100'000;
constexpr std::string_view png("\x89PNG\r\n\x1a\n....", 12);

class AttachmentsCase : public testing::Test {
 protected:
  StoredCopy store(const File& file, FileRole role = FileRole::attachment) {
    const auto stored = attachments_.store(file, role);
    if (stored) return stored.value();
    ADD_FAILURE() << stored.error().message;
    return {};
  }
  std::string error(const File& file, FileRole role = FileRole::attachment) {
    const auto stored = attachments_.store(file, role);
    return stored ? "no error" : stored.error().message;
  }
  std::string copy_of(const StoredCopy& stored) const {
    return folder_.path("run.files/" + stored.path);
  }
  std::size_t copies() const {
    std::error_code none;
    const fs::directory_iterator files(folder_.path("run.files"), none);
    return none ? 0 : static_cast<std::size_t>(std::distance(begin(files), end(files)));
  }

  testcenter::test::TemporaryFolder folder_;
  Attachments attachments_{folder_.path("run.files"), limit};
  const std::string content_ = std::string(90'000, 'x');
};

TEST_F(AttachmentsCase, AreCopiesThatOutliveTheirOriginal) {
  const std::string path = folder_.write("out/server.log", std::string(70'000, 'l'));
  const StoredCopy stored = store(File::at(path));
  fs::remove(path);
  EXPECT_EQ(stored.name, "server.log");
  EXPECT_EQ(stored.mime_type, "text/plain");
  EXPECT_EQ(content_of(copy_of(stored)), std::string(70'000, 'l'));
}

TEST_F(AttachmentsCase, AreForTheirOwnerOnly) {
  const mode_t before = umask(0);
  const StoredCopy stored = store(File::of("bytes", "name"));
  umask(before);
  struct stat seen {};
  ASSERT_EQ(stat(copy_of(stored).c_str(), &seen), 0);
  EXPECT_EQ(seen.st_mode & 07777, 0600U);
  ASSERT_EQ(stat(folder_.path("run.files").c_str(), &seen), 0);
  EXPECT_EQ(seen.st_mode & 07777, 0700U);
}

TEST_F(AttachmentsCase, MayBeBytes) {
  const std::string bytes("a\0b\xff", 4);
  const StoredCopy stored = store(File::of(bytes, "dump.bin", "application/x-dump"));
  EXPECT_EQ(stored.name, "dump.bin");
  EXPECT_EQ(stored.mime_type, "application/x-dump");
  EXPECT_EQ(content_of(copy_of(stored)), bytes);
  EXPECT_EQ(store(File::of("x", "")).name, "attachment");
}

TEST_F(AttachmentsCase, HaveTheNameThatWasGivenThem) {
  const std::string path = folder_.write("tmp123", "x");
  File file = File::at(path);
  file.name = "good name.json";
  EXPECT_EQ(store(file).name, "good name.json");
  EXPECT_EQ(store(file).mime_type, "application/json");
}

TEST_F(AttachmentsCase, OfTheSameFileAreTwoCopies) {
  const std::string path = folder_.write("a.txt", "first");
  const StoredCopy first = store(File::at(path));
  folder_.write("a.txt", "second");
  const StoredCopy second = store(File::at(path));
  EXPECT_EQ(first.name, second.name);
  EXPECT_NE(first.path, second.path);
  EXPECT_EQ(content_of(copy_of(first)), "first");
  EXPECT_EQ(content_of(copy_of(second)), "second");
}

TEST_F(AttachmentsCase, AreFoundThroughLinks) {
  folder_.write("target.txt", "x");
  ASSERT_EQ(symlink("target.txt", folder_.path("link.txt").c_str()), 0);
  EXPECT_EQ(content_of(copy_of(store(File::at(folder_.path("link.txt"))))), "x");
}

TEST_F(AttachmentsCase, ThatCannotBeReadAreErrorsThatNameThem) {
  const std::string file = folder_.write("file", "x");
  ASSERT_EQ(symlink("nowhere", folder_.path("dangling").c_str()), 0);
  const std::pair<std::string, const char*> cases[] = {
      {folder_.path("missing.png"), "No such file or directory"},
      {folder_.path("dangling"), "No such file or directory"},
      {file + "/below", "Not a directory"},
      {folder_.path(), "it is a folder"},
      {folder_.write("empty.txt", ""), "it is empty"},
      {"/dev/null", "it is not a regular file"},
  };
  for (const auto& [path, why] : cases) {
    EXPECT_EQ(error(File::at(path)), "cannot attach " + path + ": " + why);
  }
  EXPECT_EQ(copies(), 0U);
}

TEST_F(AttachmentsCase, ThatMayNotBeReadAreErrors) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const std::string path = folder_.write("secret", "x");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  EXPECT_THAT(error(File::at(path)), EndsWith("Permission denied"));
}

TEST_F(AttachmentsCase, ThatArePipesDoNotHoldUpTheTest) {
  const std::string path = folder_.path("pipe");
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  EXPECT_THAT(error(File::at(path)), EndsWith("it is not a regular file"));
}

TEST_F(AttachmentsCase, MayBeAsLargeAsTheLimitAndNotLarger) {
  const std::string bytes(limit, 'x');
  const std::string more = bytes + "y";
  EXPECT_EQ(content_of(copy_of(store(File::at(folder_.write("just.txt", bytes))))).size(), limit);
  store(File::of(bytes, "just.txt"));
  const std::string why =
      "its 100001 bytes exceed the limit of 100000 (TESTCENTER_ATTACHMENT_LIMIT)";
  const std::string path = folder_.write("more.txt", more);
  EXPECT_EQ(error(File::at(path)), "cannot attach " + path + ": " + why);
  EXPECT_EQ(error(File::of(more, "more.txt")), "cannot attach more.txt: " + why);
  EXPECT_EQ(copies(), 2U);
}

TEST_F(AttachmentsCase, OfNothingAreErrors) {
  EXPECT_EQ(error(File::of("", "nothing.txt")), "cannot attach nothing.txt: it is empty");
  EXPECT_EQ(error(File{}), "cannot attach attachment: it is empty");
}

TEST_F(AttachmentsCase, ThatAreScreenshotsHaveToBeImages) {
  EXPECT_EQ(store(File::at(folder_.write("shot", png)), FileRole::screenshot).mime_type,
            "image/png");
  EXPECT_EQ(store(File::of("<svg/>", "a.svg"), FileRole::screenshot).mime_type, "image/svg+xml");
  EXPECT_EQ(store(File::of(png, "y.png", "IMAGE/PNG"), FileRole::screenshot).mime_type,
            "IMAGE/PNG");
  const std::string path = folder_.write("not.txt", "text");
  EXPECT_EQ(error(File::at(path), FileRole::screenshot),
            "cannot attach not.txt: a screenshot has to be an image, and it is text/plain");
  EXPECT_EQ(copies(), 3U);
}

TEST_F(AttachmentsCase, ForWhichThereIsNoFolderAreErrors) {
  Attachments nowhere(folder_.path("none/run.files"), limit);
  const auto stored = nowhere.store(File::of("x", "a.txt"), FileRole::attachment);
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().message, "cannot attach a.txt: " + folder_.path("none/run.files") +
                                        ": No such file or directory");
}

TEST_F(AttachmentsCase, ThatTheDiskCannotTakeAreErrorsAndLeaveNothing) {
  const std::string path = folder_.write("large.txt", std::string(90'000, 'x'));
  const int ended = in_forked_child([&] {
    const std::string disk = folder_.make_folder("disk");
    testcenter::test::mount_small_disk_or_exit(disk, "32k");
    Attachments small(disk + "/run.files", limit);
    for (const File& file : {File::at(path), File::of(std::string_view(content_), "bytes")}) {
      const auto stored = small.store(file, FileRole::attachment);
      ASSERT_FALSE(stored);
      EXPECT_THAT(stored.error().message, EndsWith("No space left on device"));
    }
    EXPECT_TRUE(fs::is_empty(disk + "/run.files"));
  });
  if (ended == testcenter::test::cannot_mount) GTEST_SKIP() << "mounting takes more rights";
  EXPECT_EQ(ended, 0);
}

TEST_F(AttachmentsCase, LargerThanTheProcessMayWriteAreErrorsAndNotItsDeath) {
  const std::string path = folder_.write("large.txt", std::string(90'000, 'x'));
  EXPECT_EQ(in_forked_child([&] {
              const rlimit small{1000, RLIM_INFINITY};
              ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
              EXPECT_EQ(error(File::at(path)), "cannot attach " + path + ": File too large");
              EXPECT_EQ(error(File::of(std::string(1001, 'x'), "b")),
                        "cannot attach b: File too large");
              store(File::of(std::string(1000, 'x'), "b"));
              EXPECT_EQ(copies(), 1U);
            }),
            0);
}

TEST_F(AttachmentsCase, MayBeKeptInParts) {
  const std::string_view parts[] = {"one ", "", "two"};
  const Attachments::Kept kept = attachments_.keep(parts, 3);
  EXPECT_EQ(kept.problem, 0);
  EXPECT_EQ(content_of(folder_.path("run.files/" + std::to_string(kept.number))), "one two");
  EXPECT_EQ(store(File::of("bytes", "b")).path, std::to_string(kept.number + 1));
  attachments_.remove_in_handler();
  EXPECT_FALSE(fs::exists(folder_.path("run.files")));
}

TEST_F(AttachmentsCase, ThatCannotBeKeptLeaveNothing) {
  EXPECT_EQ(in_forked_child([&] {
              const rlimit small{1000, 1000};
              ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
              const std::string_view parts[] = {"x", std::string_view(content_)};
              EXPECT_EQ(attachments_.keep(parts, 2).problem, EFBIG);
              EXPECT_EQ(attachments_.keep(parts, 2).number, 0U);
              EXPECT_EQ(copies(), 0U);
            }),
            0);
  Attachments nowhere(folder_.path("no/such/folder"), limit);
  const std::string_view part = "x";
  EXPECT_EQ(nowhere.keep(&part, 1).problem, ENOENT);
}

}  // namespace
