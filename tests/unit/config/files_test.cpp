#include "config/files.hpp"

#include "world.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <string>

using testcenter::config::check_readable_file;
using testcenter::config::read_file;
using testcenter::config::seen_from;

namespace {

TEST(Files, AreReadUpToTheirLimit) {
  const World world;
  const std::string path = world.write("f", std::string(2048, 'x'));
  EXPECT_EQ(read_file(path, 2048).value(), std::string(2048, 'x'));
  EXPECT_EQ(read_file(path, 2047).error().message, "is larger than 1 KiB");
  EXPECT_EQ(read_file(world.write("empty", ""), 10).value(), "");
}

TEST(Files, APipeIsRefusedInsteadOfWaitingForItsWriter) {
  const World world;
  ASSERT_EQ(mkfifo(world.path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_file(world.path("pipe"), 10).error().message, "is not a regular file");
}

TEST(Files, AreFoundThroughLinks) {
  const World world;
  world.write("target", "x");
  ASSERT_EQ(symlink("target", world.path("link").c_str()), 0);
  EXPECT_EQ(read_file(world.path("link"), 10).value(), "x");
  ASSERT_EQ(symlink("link", world.path("circle").c_str()), 0);
  ASSERT_EQ(unlink(world.path("link").c_str()), 0);
  ASSERT_EQ(symlink("circle", world.path("link").c_str()), 0);
  EXPECT_EQ(read_file(world.path("circle"), 10).error().message,
            "cannot be read: Too many levels of symbolic links");
}

TEST(Files, ThatMayNotBeReadSaySo) {
  const World world;
  const std::string path = world.write("f", "x");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  ASSERT_EQ(chmod(world.path("").c_str(), 0755), 0);
  const uid_t before = geteuid();
  if (before == 0) {
    ASSERT_EQ(seteuid(65534), 0) << "root may read everything";
  }
  const auto content = read_file(path, 10);
  const auto readable = check_readable_file(path);
  ASSERT_EQ(seteuid(before), 0);
  ASSERT_FALSE(content);
  EXPECT_EQ(content.error().message, "cannot be read: Permission denied");
  EXPECT_EQ(readable.error().message, "cannot be read: Permission denied");
}

TEST(Files, WhoseReadingFailsSaySo) {
  // Address 0 of a process is not mapped: this file opens, but its first read fails.
  EXPECT_EQ(read_file("/proc/self/mem", 10).error().message, "cannot be read: Input/output error");
}

TEST(Files, AreSeenFromTheFolderThatNamesThem) {
  EXPECT_EQ(seen_from("/a/b", "c"), "/a/b/c");
  EXPECT_EQ(seen_from("/a/b", "../c"), "/a/c");
  EXPECT_EQ(seen_from("/a/b", "/c"), "/c");
  EXPECT_EQ(seen_from("", "c"), "c");
}

}  // namespace
