// A real process and its journals: where they are kept, who may read them, and what a disk that is
// full or not to be written comes to.

#include "integration/reporter/actor_run.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

TEST(DeadServer, KeepsJournalsThatOnlyTheirOwnerReadsAndNobodyHolds) {
  const RefusingPort port;
  Actor actor(port.url());
  actor.set("TESTCENTER_STALL_TIMEOUT", "0.1").set("TESTCENTER_TOKEN", "canary-7391");
  actor.run(small_run);
  ASSERT_THAT(actor.kept(), SizeIs(1));
  const std::string journal = actor.kept()[0];
  struct stat seen {};
  ASSERT_EQ(0, stat(journal.c_str(), &seen));
  EXPECT_EQ(0600U, seen.st_mode & 0777U);
  EXPECT_THAT(content_of(journal),
              AllOf(StartsWith("TCJRNL"), HasSubstr("good"), Not(HasSubstr("canary"))));
  const int fd = open(journal.c_str(), O_RDONLY);
  EXPECT_EQ(0, flock(fd, LOCK_EX | LOCK_NB));
  close(fd);
}

TEST(Spool, WhereNothingCanBeWrittenIsOneLine) {
  ScriptedServer server;
  Actor actor(server.url());
  const std::string file = actor.folder().write("file", "");
  const ActorRun run = actor.set("TESTCENTER_SPOOL_DIR", file + "/spool").run(small_run);
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(1, std::count(run.err.begin(), run.err.end(), '\n')) << run.err;
  EXPECT_THAT(run.err, AllOf(HasSubstr(file + "/spool"), HasSubstr("reporting is off")));
  EXPECT_THAT(server.requests(), IsEmpty());
}

TEST(Spool, FallsBackToTheTemporaryFolderWhereTheHomeCannotBeWritten) {
  ScriptedServer server;
  Actor actor(server.url());
  const std::string file = actor.folder().write("file", "");
  actor.set("TESTCENTER_SPOOL_DIR", "").set("XDG_STATE_HOME", "").set("HOME", file);
  actor.set("TMPDIR", actor.folder().path());
  const ActorRun run = actor.run(small_run);
  EXPECT_EQ(small_run_results, run.count("acknowledged")) << run.err;
}

/// A file system of one MiB, where this machine lets us have one.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& folder) : folder_(folder) {
    mounted_ = mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=1m,mode=0700") == 0;
  }
  ~SmallDisk() {
    if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  bool is_mounted() const { return mounted_; }

 private:
  std::string folder_;
  bool mounted_ = false;
};

TEST(Spool, OnADiskThatFillsUpIsOneLineAndWhatWasKeptIsSent) {
  ScriptedServer server;
  Actor actor(server.url());
  const SmallDisk disk(actor.folder().make_folder("spool"));
  if (!disk.is_mounted()) GTEST_SKIP() << "mounting a tmpfs needs root";
  const ActorRun run = actor.run({"suite:S", "case:C", "fails:10000"});
  EXPECT_EQ(0, run.exit_code);
  EXPECT_THAT(run.err, AllOf(HasSubstr("No space left on device"),
                             HasSubstr("reporting is off from here, the tests run on")));
  EXPECT_TRUE(adds_up(run)) << run.out;
  EXPECT_LT(1000U, run.count("acknowledged"));
  EXPECT_EQ(0U, run.count("pending"));
  EXPECT_THAT(actor.kept(), IsEmpty());
}

TEST(Spool, TakesProgramsWhoseNamesAreLong) {
  ScriptedServer server;
  const Actor plain(server.url());
  for (const std::string& name : {std::string(81, 'n'), std::string(120, 'n'), std::string(".n")}) {
    const std::string program = plain.folder().path(name);
    std::filesystem::create_symlink(ACTOR_PROGRAM, program);
    Actor actor(server.url());
    const ActorRun run = actor.set("TESTCENTER_BATCH", "B").run(small_run, program);
    EXPECT_EQ(small_run_results, run.count("acknowledged")) << run.err;
    EXPECT_THAT(server.requests().back().body, Not(IsEmpty()));
  }
}

TEST(SpoolMode, WritesAJournalAndOpensNoConnection) {
  ScriptedServer server;
  Actor actor(server.url());
  const ActorRun run = actor.set("TESTCENTER_MODE", "spool").run(small_run);
  EXPECT_EQ(0, run.exit_code);
  EXPECT_EQ(0, server.connections());
  EXPECT_EQ(small_run_results, run.count("pending"));
  ASSERT_THAT(actor.kept(), SizeIs(1));
  EXPECT_THAT(run.err, HasSubstr(actor.kept()[0]));
}

TEST(SpoolMode, SaysWhatWasDroppedAtTheJournalsLimitHoweverQuiet) {
  ScriptedServer server;
  Actor actor(server.url());
  actor.set("TESTCENTER_MODE", "spool").set("TESTCENTER_JOURNAL_LIMIT", "1");
  const std::vector<std::string> too_much = {"suite:S", "case:C", "logs:5000"};
  EXPECT_THAT(actor.run(too_much).err, ContainsRegex("[.]journal; [1-4],[0-9]+ dropped\n"));
  EXPECT_THAT(actor.set("TESTCENTER_VERBOSE", "quiet").run(too_much).err,
              MatchesRegex("testcenter: [1-4],[0-9]+ of 5,00[0-9] results were dropped\n"));
}

TEST(Killed, AtOnceLeavesAJournalWithEverything) {
  const RefusingPort port;
  const Actor actor(port.url());
  const ActorRun run = actor.run({"suite:S", "case:C", "fail:the last words", "_exit:3"});
  EXPECT_EQ(3, run.exit_code);
  ASSERT_THAT(actor.kept(), SizeIs(1));
  EXPECT_THAT(content_of(actor.kept()[0]), HasSubstr("the last words"));
}

}  // namespace
}  // namespace testcenter::test
