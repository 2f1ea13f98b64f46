// A replay of the folder that a supervisor (`run`) left.

#include "replayer_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace testcenter::test {
namespace {

using State = ReplayedJournal::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// What a supervisor left that was killed, or whose server was dead.
class SupervisorsFolder : public ReplayerTest {
 protected:
  SupervisorsFolder() {
    spool.temporary().make_folder("run-1");
    anchor_ = &spool.start("run-1/run", info_for("http://one", "Merged"));
    spool.run("run-1/a", "S", "1", info_for("http://childs-own"));
    spool.run("run-1/b", "S", "2", info_for("http://childs-own"));
  }
  journal::Header anchor() const {
    return journal::ForeignJournal::open(anchor_->path()).value()->header().value();
  }

  WritingProcess* anchor_;
};

TEST_F(SupervisorsFolder, GoesIntoOneReportAsTheSupervisorWouldHaveSentIt) {
  anchor_->die();
  const ReplayResult result = replay_all();
  EXPECT_TRUE(result.is_complete());
  EXPECT_EQ(used_[0].url, "http://one");
  EXPECT_EQ(used_[0].project, "Merged");
  ASSERT_THAT(center.elements(), SizeIs(3));
  EXPECT_EQ(center.elements()[0], "suite S") << "one suite for both";
  EXPECT_THAT(spool.names(), IsEmpty()) << "the folder is gone, too";
}

TEST_F(SupervisorsFolder, GoesIntoTheReportThatTheSettingsGive) {
  anchor_->die();
  mark_report(spool.path("run-1/run"), 77);
  give_report(7);
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_THAT(suites_reports(), ElementsAre(7));
}

TEST_F(SupervisorsFolder, IsListedAsItIsSentAheadOfWhatBeganLater) {
  spool.run("z", "S", "3", info_for("http://one"));
  set_started(spool.path("z"), 4);
  set_started(spool.path("run-1/run"), 1);
  set_started(spool.path("run-1/a"), 3);
  set_started(spool.path("run-1/b"), 2);
  anchor_->die();
  for (const bool dry_run : {true, false}) {
    options.dry_run = dry_run;
    std::vector<std::string> listed;
    for (const ReplayedJournal& journal : replay_all().journals) listed.push_back(journal.path);
    EXPECT_THAT(listed, ElementsAre(spool.path("run-1/b"), spool.path("run-1/a"), spool.path("z")));
  }
  EXPECT_THAT(center.messages(), ElementsAre("2", "1", "3"));
}

TEST_F(SupervisorsFolder, IsListedAsItIsSentWhereAllBeganInOneMoment) {
  spool.run("run-1/a-2", "S", "3", info_for("http://childs-own"));
  for (const char* name : {"a-2", "b", "a"})
    set_started(spool.path("run-1/" + std::string(name)), 2);
  anchor_->die();
  const std::vector<std::string> named = {spool.path("run-1/a-2"), spool.path("run-1/b"),
                                          spool.path("run-1/a")};
  std::vector<std::string> listed;
  for (const auto& journal : replay_groups(replay::find_groups(named).value()).journals) {
    listed.push_back(journal.path);
  }
  EXPECT_THAT(listed, ElementsAre(named[2], named[0], named[1]));
  EXPECT_THAT(center.messages(), ElementsAre("1", "3", "2"));
}

TEST_F(SupervisorsFolder, AnEventThatTheServerCannotBearKeepsOnlyItsJournal) {
  settings.stall_timeout = short_stall;
  anchor_->die();
  spool.run("run-1/c", "S", "poison");
  spool.run("run-1/d", "S", "4");
  break_at_poison();
  EXPECT_FALSE(replay_all().is_complete());
  EXPECT_EQ(anchor().troubles, 1U) << "it waits for other reports the next time";
  EXPECT_THAT(center.messages(), ElementsAre("1", "2", "4"));
  EXPECT_THAT(center.elements(), SizeIs(5)) << "one suite for all";
  spool.run("run-1/e", "T", "5");
  const ReplayResult result = replay_all();
  EXPECT_THAT(center.messages(), ElementsAre("1", "2", "4", "5"));
  ASSERT_THAT(result.journals, SizeIs(2));
  EXPECT_EQ(result.journals[0].state, State::kept);
  EXPECT_THAT(result.journals[0].problem, HasSubstr("500"));
  EXPECT_EQ(result.journals[1].state, State::sent);
  EXPECT_EQ(result.journals[1].problem, "");
  EXPECT_EQ(result.total.accepted, 1U + 3U);
  EXPECT_EQ(result.total.pending, 1U);
  EXPECT_TRUE(adds_up(result.total));
  const auto sent = center.transport.requests();
  const auto last_suite = std::find_if(
      sent.rbegin(), sent.rend(), [](const auto& one) { return one.path == "/upload/suites"; });
  ASSERT_NE(last_suite, sent.rend());
  EXPECT_NE(last_suite->body.find("\"reportId\":7"), std::string::npos);
}

TEST_F(SupervisorsFolder, AnEventAtWhichTheServerHangsKeepsOnlyItsJournal) {
  anchor_->die();
  spool.run("run-1/c", "S", "poison");
  spool.run("run-1/d", "S", "4");
  let_server_hang_at("poison");
  const ReplayResult result = replay_all();
  EXPECT_THAT(center.messages(), ElementsAre("1", "2", "4"));
  EXPECT_EQ(result.total.pending, 1U);
  EXPECT_TRUE(adds_up(result.total));
}

TEST_F(SupervisorsFolder, ServerInTroubleIsGivenUpAfterThreeJournals) {
  settings.stall_timeout = short_stall;
  anchor_->die();
  spool.run("run-1/c", "S", "3");
  spool.run("run-1/d", "S", "4");
  center.transport.reply_with(
      [](const FakeTransport::Sent&) { return FakeTransport::answer(500); });
  const ReplayResult result = replay_all();
  EXPECT_EQ(used_.size(), 3U);
  EXPECT_EQ(result.total.pending, 4U * 3U);
  EXPECT_TRUE(adds_up(result.total));
}

TEST_F(SupervisorsFolder, ThreeInARowThatTheServerCannotBearWaitForOtherReportsTheNextTime) {
  sending.unknown_retries = 0;
  anchor_->die();
  spool.run("run-1/c", "S", "3");
  center.transport.reply_with(
      [](const FakeTransport::Sent&) { return FakeTransport::answer(500); });
  EXPECT_FALSE(replay_all().is_complete());
  EXPECT_EQ(used_.size(), 1U) << "one connection for all three";
  EXPECT_EQ(anchor().troubles, 1U);
}

TEST_F(SupervisorsFolder, OneOfItThatIsNamedLeavesTheRestAPlaceInItsReport) {
  anchor_->die();
  const auto groups = replay::find_groups({spool.path("run-1/a"), anchor_->path()});
  EXPECT_TRUE(replay_groups(groups.value()).is_complete());
  EXPECT_EQ(used_[0].project, "Merged");
  EXPECT_EQ(anchor().report_id, 7);
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_THAT(suites_reports(), ElementsAre(0, 7));
  EXPECT_THAT(spool.names(), IsEmpty());
}

TEST_F(SupervisorsFolder, ItsOwnJournalAloneIsNothingToBeSent) {
  anchor_->die();
  const auto groups = replay::find_groups({anchor_->path()});
  EXPECT_THAT(replay_groups(groups.value()).journals, IsEmpty());
  EXPECT_EQ(anchor().info.project, "Merged");
}

TEST_F(SupervisorsFolder, IsClearedUpWhereAnotherOneSentTheLastOfIt) {
  anchor_->die();
  center.transport.reply_with([this](const FakeTransport::Sent& sent) {
    std::filesystem::remove(spool.path("run-1/b"));
    return center.handle(sent);
  });
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_THAT(spool.names(), IsEmpty());
}

TEST_F(SupervisorsFolder, IsLeftAloneWhileItsSupervisorLives) {
  const ReplayResult result = replay_all();
  EXPECT_THAT(center.transport.requests(), IsEmpty());
  EXPECT_EQ(result.journals[0].state, State::locked);
  EXPECT_THAT(spool.names(), ElementsAre("run-1"));
}

}  // namespace
}  // namespace testcenter::test
