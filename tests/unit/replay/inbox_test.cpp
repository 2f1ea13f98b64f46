#include "replay/inbox.hpp"

#include "spool_fixture.hpp"
#include "support/manual_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>

namespace testcenter::test {
namespace {

class InboxTest : public testing::Test {
 protected:
  void look() {
    clock.advance(std::chrono::milliseconds(20));
    inbox.look(clock.now());
  }
  std::string next(const std::string& suite = "") {
    const auto waiting = inbox.next(suite);
    return waiting ? std::filesystem::path(waiting->path).stem().string() : "nothing";
  }

  SpoolFixture spool;
  ManualClock clock;
  replay::NoWatch watch;
  replay::Inbox inbox{spool.folder(), spool.path("run"), journal::smallest_limit, watch};
};

TEST_F(InboxTest, GivesTheOldestFirst) {
  spool.run("b", "S", "");
  spool.run("a", "S", "");
  look();
  EXPECT_EQ(next(), "b");
  EXPECT_EQ(next(), "a");
  EXPECT_EQ(next(), "nothing");
}

TEST_F(InboxTest, GivesThoseThatBeganInOneMomentAsTheirNamesCountThem) {
  for (const char* name : {"p-7-10", "p-7-2", "p-7"}) {
    spool.run(name, "S", "");
    set_started(spool.path(name), 1);
  }
  look();
  EXPECT_EQ(next(), "p-7");
  EXPECT_EQ(next(), "p-7-2");
  EXPECT_EQ(next(), "p-7-10");
}

TEST_F(InboxTest, PrefersOneThatGoesOnWithTheSuiteIfItsWriterIsGone) {
  spool.run("a", "S", "");
  spool.start("b").suite("T");
  spool.run("c", "T", "");
  look();
  EXPECT_EQ(next("T"), "c");
  EXPECT_EQ(next("T"), "a") << "b lives: the oldest comes first";
  EXPECT_EQ(next("T"), "b");
}

TEST_F(InboxTest, IsDoneAfterALastLook) {
  look();
  EXPECT_FALSE(inbox.is_done());
  spool.run("late", "S", "");
  inbox.close();
  inbox.look(clock.now());
  EXPECT_FALSE(inbox.is_done());
  EXPECT_EQ(next(), "late");
  EXPECT_TRUE(inbox.is_done());
}

TEST_F(InboxTest, WaitsForAFileThatIsJustBeingMade) {
  const std::string path = spool.temporary().write("new.journal", "");
  look();
  EXPECT_EQ(next(), "nothing");
  std::filesystem::remove(path);
  WritingProcess& process = spool.start("new");
  look();
  EXPECT_EQ(next(), "nothing") << "it lives, and has said nothing";
  process.suite("S");
  look();
  EXPECT_EQ(next(), "new");
}

TEST_F(InboxTest, StillSeesAfterItsLastLookThatAWriterIsGone) {
  WritingProcess& process = spool.start("a");
  inbox.close();
  look();
  EXPECT_EQ(next(), "nothing");
  process.die();
  look();
  EXPECT_EQ(next(), "a");
}

TEST_F(InboxTest, DoesNotTakeTheSupervisorsOwn) {
  spool.run("run", "S", "");
  look();
  EXPECT_EQ(next(), "nothing");
}

TEST_F(InboxTest, HoldsNoFileOfAWriterThatIsGone) {
  for (int i = 0; i < 100; ++i) spool.run("p" + std::to_string(i), "S", "");
  const auto open_files = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                         std::filesystem::directory_iterator());
  };
  const auto before = open_files();
  look();
  EXPECT_EQ(before, open_files());
  EXPECT_EQ(next(), "p0");
}

}  // namespace
}  // namespace testcenter::test
