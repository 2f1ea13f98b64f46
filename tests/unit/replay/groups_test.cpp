#include "replay/groups.hpp"

#include "spool_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class Groups : public testing::Test {
 protected:
  std::vector<replay::Group> find(const std::vector<std::string>& paths) {
    auto groups = replay::find_groups(paths);
    EXPECT_TRUE(groups) << groups.error().message;
    return groups ? groups.value() : std::vector<replay::Group>{};
  }
  std::string touch(const std::string& name) { return spool.temporary().write(name, ""); }

  SpoolFixture spool;
};

TEST_F(Groups, EachJournalOfAFolderIsOneOfItsOwn) {
  const std::string a = touch("a.journal");
  const std::string b = touch("b.journal");
  touch("b.files/1");
  const auto groups = find({spool.folder() + "/"});
  ASSERT_THAT(groups, SizeIs(2));
  EXPECT_THAT(groups[0].journals, ElementsAre(a));
  EXPECT_THAT(groups[1].journals, ElementsAre(b));
  EXPECT_EQ(groups[0].anchor, "");
}

TEST_F(Groups, ASupervisorsFolderIsOne) {
  const std::string alone = touch("alone.journal");
  const std::string anchor = touch("run-1/run.journal");
  const std::string a = touch("run-1/a.journal");
  const std::string b = touch("run-1/b.journal");
  touch("other/c.journal");
  const auto groups = find({spool.folder()});
  ASSERT_THAT(groups, SizeIs(2)) << "a folder of somebody else is none of ours";
  EXPECT_THAT(groups[0].journals, ElementsAre(alone));
  EXPECT_THAT(groups[1].journals, ElementsAre(a, b));
  EXPECT_EQ(groups[1].anchor, anchor);
  EXPECT_THAT(find({spool.folder() + "/run-1"}), SizeIs(1));
}

TEST_F(Groups, JournalsOfASupervisorsFolderThatAreNamedGoWhereAllOfItGoes) {
  const std::string a = touch("run-1/a.journal");
  const std::string anchor = touch("run-1/run.journal");
  const std::string b = touch("run-1/b.journal");
  const std::string c = touch("run-1/c.journal");
  const auto groups = find({a, anchor, b, spool.folder() + "/run-1/../run-1/b.journal"});
  ASSERT_THAT(groups, SizeIs(1));
  EXPECT_THAT(groups[0].journals, ElementsAre(a, b));
  EXPECT_EQ(groups[0].anchor, anchor);
  EXPECT_EQ(groups[0].folder, spool.folder() + "/run-1");
}

TEST_F(Groups, ASupervisorsFolderAndJournalsInItAreOne) {
  const std::string anchor = touch("run-1/run.journal");
  const std::string a = touch("run-1/a.journal");
  const std::string b = touch("run-1/b.journal");
  const std::string folder = spool.folder() + "/run-1";
  for (const auto& paths : {std::vector{b, folder}, std::vector{folder, b}}) {
    const auto groups = find(paths);
    ASSERT_THAT(groups, SizeIs(1));
    EXPECT_THAT(groups[0].journals, UnorderedElementsAre(a, b));
  }
}

TEST_F(Groups, WhatASupervisorLeftWithoutItsOwnJournalIsFoundOneByOne) {
  const std::string a = touch("run-1/a.journal");
  const std::string b = touch("run-1/b.journal");
  const auto groups = find({spool.folder()});
  ASSERT_THAT(groups, SizeIs(2));
  EXPECT_EQ(groups[0].anchor, "");
}

TEST_F(Groups, SupervisorsFoldersAreFoundInOneAnother) {
  const std::string outer = touch("run-1/run.journal");
  const std::string without_records = touch("run-1/run-2/run.journal");
  const std::string inner = touch("run-3/run-4/run-5/run.journal");
  const std::string a = touch("run-3/run-4/run-5/a.journal");
  const auto groups = find({spool.folder()});
  ASSERT_THAT(groups, SizeIs(3));
  std::vector<std::string> anchors;
  for (const replay::Group& group : groups) anchors.push_back(group.anchor);
  EXPECT_THAT(anchors, UnorderedElementsAre(outer, without_records, inner));
  EXPECT_THAT(find({spool.folder() + "/run-1"}), SizeIs(2));
}

TEST_F(Groups, WhatIsNamedTwiceIsSentOnce) {
  const std::string a = touch("a.journal");
  EXPECT_THAT(find({a, spool.folder(), a}), SizeIs(1));
}

TEST_F(Groups, WhatIsNamedAndNotThereIsAnError) {
  const std::string a = touch("a.journal");
  const auto groups = replay::find_groups({a, spool.folder() + "/b.journal"});
  ASSERT_FALSE(groups);
  EXPECT_EQ(groups.error().message, spool.folder() + "/b.journal does not exist");
}

TEST_F(Groups, AFolderBehindALinkIsNotEntered) {
  touch("elsewhere/run-1/run.journal");
  touch("spool/a.journal");
  std::filesystem::create_directory_symlink(spool.folder() + "/elsewhere/run-1",
                                            spool.folder() + "/spool/run-1");
  EXPECT_THAT(find({spool.folder() + "/spool"}), SizeIs(1));
}

}  // namespace
}  // namespace testcenter::test
