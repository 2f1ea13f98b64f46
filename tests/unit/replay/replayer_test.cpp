// A replay of several journals, through a transport that goes nowhere.

#include "replayer_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace testcenter::test {
namespace {

using State = ReplayedJournal::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_F(ReplayerTest, SendsEachIntoAReportOfItsOwnAndDeletesIt) {
  spool.run("b", "S", "1", info_for("http://one"));
  spool.run("a", "S", "2", info_for("http://one"));
  const ReplayResult result = replay_all();
  EXPECT_TRUE(result.is_complete());
  EXPECT_THAT(center.elements(),
              ElementsAre("suite S", "case b below S", "suite S", "case a below S"));
  EXPECT_THAT(spool.names(), IsEmpty());
  EXPECT_EQ(result.total.accepted, 6U);
  EXPECT_EQ(result.total.acknowledged, 6U);
  EXPECT_TRUE(adds_up(result.total));
  for (const auto& sent : center.transport.requests()) {
    EXPECT_EQ(sent.body.find("reportId"), std::string::npos);
  }
}

TEST_F(ReplayerTest, SendsThoseThatBeganInOneMomentAsTheirNamesCountThem) {
  std::vector<std::string> named;
  for (const char* name : {"p-7-10", "p-7-2", "p-7"}) {
    named.push_back(spool.run(name, "S", name, info_for("http://one")));
    set_started(named.back(), 1);
  }
  EXPECT_TRUE(replay_groups(replay::find_groups(named).value()).is_complete());
  EXPECT_THAT(center.messages(), ElementsAre("p-7", "p-7-2", "p-7-10"));
}

TEST_F(ReplayerTest, TakesServerProjectBatchAndLabelsFromTheJournal) {
  spool.run("a", "S", "1", info_for("http://journals-own"));
  settings.project = "of the settings";
  settings.token = "T";
  const ReplayResult result = replay_all();
  ASSERT_THAT(used_, SizeIs(1));
  EXPECT_EQ(used_[0].url, "http://journals-own");
  EXPECT_EQ(used_[0].project, "Shop");
  EXPECT_EQ(used_[0].batch, "Nightly");
  EXPECT_EQ(used_[0].token, "T");
  const auto suite = nlohmann::json::parse(center.transport.requests()[0].body);
  EXPECT_EQ(suite["labels"][0]["key"], "OS");
  EXPECT_EQ(result.journals[0].program, "prog");
  EXPECT_EQ(result.journals[0].report_id, 7);
}

TEST_F(ReplayerTest, GoesToTheServerThatTheSettingsName) {
  spool.run("a", "S", "1", info_for("http://old"));
  settings.url = "http://new";
  settings.sources["url"] = "TESTCENTER_URL";
  replay_all();
  EXPECT_EQ(used_[0].url, "http://new");
}

TEST_F(ReplayerTest, GoesIntoTheReportThatTheJournalWasTold) {
  journal::RunInfo told = info_for("http://one");
  told.report_id = 99;
  spool.run("a", "S", "1", told);
  settings.report_id = 5;  // of no source: it is not given
  replay_all();
  EXPECT_THAT(suites_reports(), ElementsAre(99));
}

TEST_F(ReplayerTest, GoesIntoTheReportThatTheSettingsGive) {
  journal::RunInfo told = info_for("http://one");
  told.report_id = 99;
  spool.run("a", "S", "1", told);
  mark_report(spool.run("b", "T", "2", info_for("http://one")), 77);
  give_report(5);
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_THAT(suites_reports(), ElementsAre(5, 5));
}

TEST_F(ReplayerTest, KeepsTheMarkWhereTheReportThatTheSettingsGiveIsRefused) {
  const std::string path = spool.run("a", "S", "1", info_for("http://one"));
  mark_report(path, 77);
  give_report(5);
  center.judge_element = [](const std::string&) { return 400; };
  EXPECT_EQ(replay_all().journals[0].state, State::kept);
  EXPECT_THAT(suites_reports(), ElementsAre(5)) << "it is not left";
  EXPECT_EQ(77, journal::ForeignJournal::open(path).value()->header()->report_id);
}

TEST_F(ReplayerTest, AReportThatIsRefusedIsTold) {
  journal::RunInfo told = info_for("http://one");
  told.report_id = 99;
  spool.run("a", "S", "1", told);
  spool.run("b", "T", "2", info_for("http://one"));
  center.judge_element = [](const std::string&) { return 400; };
  const ReplayResult result = replay_all();
  EXPECT_THAT(result.journals[0].problem,
              HasSubstr("; replay --report-id ID sends it into another report"));
  EXPECT_THAT(result.journals[1].problem, Not(HasSubstr("--report-id"))) << "none was given";
}

TEST_F(ReplayerTest, ADryRunTouchesNothing) {
  spool.run("a", "S", "1", info_for("http://one"));
  WritingProcess& living = spool.start("b");
  options.dry_run = true;
  const ReplayResult result = replay_all();
  ASSERT_THAT(result.journals, SizeIs(2));
  EXPECT_EQ(result.journals[0].state, State::waiting);
  EXPECT_EQ(result.journals[0].counts.pending, 3U);
  EXPECT_EQ(result.journals[1].state, State::locked);
  EXPECT_THAT(center.transport.requests(), IsEmpty());
  EXPECT_THAT(spool.names(), SizeIs(2));
  living.die();
}

TEST_F(ReplayerTest, ServerThatIsGivenUpIsNotAskedForTheNextJournal) {
  spool.run("a", "S", "1", info_for("http://dead"));
  spool.run("b", "S", "2", info_for("http://dead"));
  center.transport.reply_with([](const FakeTransport::Sent&) {
    return FakeTransport::answer(401, R"({"message": "who are you"})");
  });
  const ReplayResult result = replay_all();
  EXPECT_FALSE(result.is_complete());
  EXPECT_THAT(center.transport.requests(), SizeIs(1));
  EXPECT_EQ(result.journals[0].state, State::kept);
  EXPECT_EQ(result.journals[1].state, State::kept);
  EXPECT_THAT(result.journals[1].problem, HasSubstr("401"));
  EXPECT_EQ(result.total.pending, 6U);
  EXPECT_TRUE(adds_up(result.total));
}

TEST_F(ReplayerTest, AJournalWhoseFirstSuiteIsRefusedKeepsNoOtherFromBeingSent) {
  spool.run("a", "S", "1", info_for("http://one"));
  spool.run("b", "S", "2", info_for("http://one"));
  center.transport.queue(FakeTransport::answer(400, R"({"message": "no such report"})"));
  const ReplayResult result = replay_all();
  EXPECT_EQ(result.journals[0].state, State::kept);
  EXPECT_THAT(result.journals[0].problem, HasSubstr("no such report"));
  EXPECT_EQ(result.journals[1].state, State::sent);
  EXPECT_THAT(spool.names(), ElementsAre("a.journal"));
}

TEST_F(ReplayerTest, AJournalThatAnotherOneSentMeanwhileIsNotLeft) {
  spool.run("a", "S", "1", info_for("http://one"));
  spool.run("b", "S", "2", info_for("http://one"));
  center.transport.reply_with([this](const FakeTransport::Sent& sent) {
    std::filesystem::remove(spool.path("b"));
    return center.handle(sent);
  });
  const ReplayResult result = replay_all();
  EXPECT_TRUE(result.is_complete());
  ASSERT_THAT(result.journals, SizeIs(2));
  EXPECT_EQ(result.journals[1].state, State::gone);
  EXPECT_EQ(result.total.accepted, 3U) << "the other one counts its results";
}

TEST_F(ReplayerTest, AJournalThatAnotherOneSentBeforeItWasLookedAtIsNotLeft) {
  const std::string path = spool.run("a", "S", "1", info_for("http://one"));
  const auto groups = replay::find_groups({spool.folder()});
  std::filesystem::remove(path);
  const ReplayResult result = replay_groups(groups.value());
  EXPECT_TRUE(result.is_complete());
  ASSERT_THAT(result.journals, SizeIs(1));
  EXPECT_EQ(result.journals[0].state, State::gone);
}

TEST_F(ReplayerTest, AProjectThatIsForbiddenKeepsNoOtherFromBeingSent) {
  spool.run("a", "S", "1", info_for("http://one", "Secret"));
  spool.run("b", "S", "2", info_for("http://one", "Secret"));
  spool.run("c", "S", "3", info_for("http://one", "Shop"));
  center.transport.queue(FakeTransport::answer(403, R"({"message": "not yours"})"));
  const ReplayResult result = replay_all();
  EXPECT_EQ(result.journals[0].state, State::kept);
  EXPECT_EQ(result.journals[1].state, State::kept);
  EXPECT_THAT(result.journals[1].problem, HasSubstr("403"));
  EXPECT_EQ(result.journals[2].state, State::sent);
  EXPECT_EQ(used_.size(), 2U) << "the project is asked for once";
}

TEST_F(ReplayerTest, AnEventThatTheServerCannotBearKeepsNoOtherJournalFromBeingSent) {
  settings.stall_timeout = short_stall;
  spool.run("a", "S", "poison", info_for("http://one"));
  spool.run("b", "S", "2", info_for("http://one"));
  break_at_poison();
  const ReplayResult result = replay_all();
  ASSERT_EQ(result.journals.size(), 2U);
  EXPECT_EQ(result.journals[0].state, State::kept);
  EXPECT_EQ(result.journals[1].state, State::sent) << result.journals[1].problem;
  EXPECT_THAT(spool.names(), ElementsAre("a.journal"));
}

TEST_F(ReplayerTest, ServerThatIsInTroubleForThreeJournalsInARowIsGivenUp) {
  settings.stall_timeout = short_stall;
  for (const char* name : {"a", "b", "c", "d"}) spool.run(name, "S", "1", info_for("http://one"));
  center.transport.reply_with(
      [](const FakeTransport::Sent&) { return FakeTransport::answer(500); });
  const ReplayResult result = replay_all();
  EXPECT_EQ(used_.size(), 3U);
  EXPECT_EQ(result.journals[3].state, State::kept);
  EXPECT_THAT(result.journals[3].problem, HasSubstr("500"));
  EXPECT_TRUE(adds_up(result.total));
}

TEST_F(ReplayerTest, JournalsThatTheServerCannotBearWaitForAllOthersTheNextTime) {
  settings.stall_timeout = short_stall;
  for (const char* name : {"a", "b", "c"}) spool.run(name, "S", "poison", info_for("http://one"));
  break_at_poison();
  replay_all();
  spool.run("d", "S", "good", info_for("http://one"));
  const ReplayResult result = replay_all();
  EXPECT_THAT(center.messages(), ElementsAre("good"));
  EXPECT_EQ(result.journals[0].path, spool.path("d"));
  EXPECT_THAT(spool.names(), ElementsAre("a.journal", "b.journal", "c.journal"));
}

TEST_F(ReplayerTest, AServerThatCannotBeReachedIsNoFaultOfTheJournal) {
  spool.run("a", "S", "1", info_for("http://one"));
  center.transport.reply_with([](const FakeTransport::Sent&) {
    return FakeTransport::failure(http::Failure::Kind::not_sent, "connection refused");
  });
  settings.stall_timeout = short_stall;
  replay_all();
  EXPECT_EQ(journal::ForeignJournal::open(spool.path("a")).value()->header()->troubles, 0U);
}

TEST_F(ReplayerTest, ServerThatSaysNothingIsGivenUpAfterTheStallTimeout) {
  spool.run("a", "S", "1", info_for("http://dead"));
  settings.stall_timeout = std::chrono::milliseconds(50);
  center.transport.reply_with(
      [this](const FakeTransport::Sent&) { return center.transport.wait_for_abort(); });
  const ReplayResult result = replay_all();
  EXPECT_EQ(result.journals[0].state, State::kept);
  EXPECT_THAT(result.journals[0].problem, HasSubstr("TESTCENTER_STALL_TIMEOUT"));
  EXPECT_TRUE(adds_up(result.total));
}

TEST_F(ReplayerTest, AnEventAtWhichTheServerHangsKeepsNoOtherJournalFromBeingSent) {
  let_server_hang_at("poison");
  spool.run("a", "S", "poison", info_for("http://one"));
  spool.run("b", "S", "2", info_for("http://one"));
  const ReplayResult result = replay_all();
  EXPECT_EQ(result.journals[0].state, State::kept);
  EXPECT_THAT(result.journals[0].problem, HasSubstr("TESTCENTER_STALL_TIMEOUT"));
  EXPECT_EQ(result.journals[1].state, State::sent) << result.journals[1].problem;
  EXPECT_TRUE(adds_up(result.total));
}

TEST_F(ReplayerTest, ServerThatHangsForThreeJournalsInARowIsGivenUp) {
  let_server_hang_at("");
  for (const char* name : {"a", "b", "c", "d"}) spool.run(name, "S", "1", info_for("http://one"));
  replay_all();
  EXPECT_EQ(used_.size(), 3U);
}

TEST_F(ReplayerTest, ServerThatCannotBeReachedIsGivenUpAtOnce) {
  settings.stall_timeout = short_stall;
  for (const char* name : {"a", "b"}) spool.run(name, "S", "1", info_for("http://one"));
  center.transport.reply_with([](const FakeTransport::Sent&) {
    return FakeTransport::failure(http::Failure::Kind::not_sent, "connection refused");
  });
  const ReplayResult result = replay_all();
  EXPECT_EQ(used_.size(), 1U);
  EXPECT_THAT(result.journals[1].problem, HasSubstr("connection refused"));
}

TEST_F(ReplayerTest, ServerOnASlowLineIsNotGivenUpWhileBytesMove) {
  spool.run("a", "S", "1", info_for("http://slow"));
  settings.stall_timeout = std::chrono::milliseconds(50);
  int looks = 0;
  options.on_progress = [&](const ReplayProgress&) {
    center.transport.move();
    if (++looks == 4) center.transport.let_go();
  };
  center.transport.reply_with([this](const FakeTransport::Sent& sent) {
    if (!center.transport.wait_until_let_go()) return center.transport.wait_for_abort();
    return center.handle(sent);
  });
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_GE(looks, 4);
}

TEST_F(ReplayerTest, EndsEarlyWhenItIsAskedTo) {
  spool.run("a", "S", "1", info_for("http://one"));
  std::atomic<bool> stop{true};
  options.stop = &stop;
  const ReplayResult result = replay_all();
  EXPECT_EQ(result.journals[0].state, State::kept);
  EXPECT_THAT(center.transport.requests(), IsEmpty());
}

TEST_F(ReplayerTest, ProgressEndsAtTheTotal) {
  spool.run("a", "S", "1", info_for("http://one"));
  spool.run("b", "S", "2", info_for("http://one"));
  ReplayProgress last;
  options.on_progress = [&](const ReplayProgress& progress) { last = progress; };
  replay_all();
  EXPECT_EQ(last.total, 6U);
  EXPECT_EQ(last.judged, 6U);
}

}  // namespace
}  // namespace testcenter::test
