#include "support/source_paths.hpp"

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

using testcenter::SourcePaths;
using testcenter::test::TemporaryFolder;

namespace {

TEST(SourcePaths, AreRelativeToTheRootThatWasSet) {
  SourcePaths paths("/src");
  EXPECT_EQ(paths.relative("/src/a.cpp"), "a.cpp");
  EXPECT_EQ(paths.relative("/src/b/c.cpp"), "b/c.cpp");
  EXPECT_EQ(SourcePaths("/src/").relative("/src/b/c.cpp"), "b/c.cpp");
  EXPECT_EQ(SourcePaths("/").relative("/a.cpp"), "a.cpp");
}

TEST(SourcePaths, OutsideOfTheRootStayAsTheyAre) {
  SourcePaths paths("/src");
  EXPECT_EQ(paths.relative("/usr/include/x.h"), "/usr/include/x.h");
  EXPECT_EQ(paths.relative("/src-other/a.cpp"), "/src-other/a.cpp");
  EXPECT_EQ(paths.relative("/src"), "/src");
}

TEST(SourcePaths, ThatAreRelativeStayAsTheyAre) {
  SourcePaths with_root("/src");
  SourcePaths without("");
  for (const std::string_view path : {"", "a.cpp", "src/a.cpp", "../a.cpp", "./a.cpp"}) {
    EXPECT_EQ(with_root.relative(path), path);
    EXPECT_EQ(without.relative(path), path);
  }
}

TEST(SourcePaths, TheRootThatWasSetWinsOverTheWorkTree) {
  const TemporaryFolder folder;
  folder.make_folder("tree/.git");
  SourcePaths paths(folder.path());
  EXPECT_EQ(paths.relative(folder.path("tree/a.cpp")), "tree/a.cpp");
}

TEST(SourcePaths, WithoutRootAreRelativeToTheirWorkTree) {
  const TemporaryFolder folder;
  folder.make_folder("one/.git");
  folder.make_folder("one/deep/er");
  folder.write("two/.git", "gitdir: ../one/.git/worktrees/two");
  SourcePaths paths("");
  EXPECT_EQ(paths.relative(folder.path("one/a.cpp")), "a.cpp");
  EXPECT_EQ(paths.relative(folder.path("one/deep/er/a.cpp")), "deep/er/a.cpp");
  EXPECT_EQ(paths.relative(folder.path("two/src/b.cpp")), "src/b.cpp");
  EXPECT_EQ(paths.relative(folder.path("one/b.cpp")), "b.cpp");
}

TEST(SourcePaths, InASubmoduleAreRelativeToIt) {
  const TemporaryFolder folder;
  folder.make_folder("tree/.git");
  folder.write("tree/sub/.git", "gitdir: ../.git/modules/sub");
  SourcePaths paths("");
  EXPECT_EQ(paths.relative(folder.path("tree/sub/src/a.cpp")), "src/a.cpp");
  EXPECT_EQ(paths.relative(folder.path("tree/a.cpp")), "a.cpp");
}

TEST(SourcePaths, OutsideOfAnyWorkTreeStayAsTheyAre) {
  const TemporaryFolder folder;
  SourcePaths paths("");
  const std::string file = folder.path("a.cpp");
  EXPECT_EQ(paths.relative(file), file);
  EXPECT_EQ(paths.relative("/no/such/folder/a.cpp"), "/no/such/folder/a.cpp");
  EXPECT_EQ(paths.relative("/a.cpp"), "/a.cpp");
  EXPECT_EQ(paths.relative(file), file);
}

TEST(SourcePaths, LookEachFolderUpOnce) {
  const TemporaryFolder folder;
  folder.make_folder("tree/.git");
  SourcePaths paths("");
  const std::string file = folder.path("tree/a.cpp");
  const std::string other = folder.path("elsewhere/b.cpp");
  EXPECT_EQ(paths.relative(file), "a.cpp");
  EXPECT_EQ(paths.relative(other), other);
  std::filesystem::remove(folder.path("tree/.git"));
  folder.make_folder("elsewhere/.git");
  EXPECT_EQ(paths.relative(file), "a.cpp");
  EXPECT_EQ(paths.relative(other), other);
}

TEST(SourcePaths, PointIntoTheFileThatWasGiven) {
  SourcePaths paths("/src");
  const std::string file = "/src/a.cpp";
  EXPECT_EQ(paths.relative(file).data(), file.data() + 5);
}

}  // namespace
