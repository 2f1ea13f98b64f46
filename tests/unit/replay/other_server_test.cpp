// A replay to another server than the one that took the first results: its ids mean nothing there.

#include "replayer_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace testcenter::test {
namespace {

using testing::ElementsAre;
using testing::IsSupersetOf;

class OtherServer : public ReplayerTest {
 protected:
  OtherServer() { send_to("http://production"); }

  void send_to(const std::string& url) {
    settings.url = url;
    settings.sources["url"] = "TESTCENTER_URL";
  }
  /// S with C and "1" in it were taken in report 12 of http://staging; "2" was not.
  WritingProcess& begin(const std::string& name,
                        journal::RunInfo info = info_for("http://staging")) {
    WritingProcess& process = spool.start(name, info);
    journal::Reader reader(process.writer().region());
    const auto suite_at = process.writer().used();
    const auto suite = process.suite("S");
    const auto case_at = process.writer().used();
    const auto test_case = process.test_case(suite, "C");
    process.event(test_case, "1");
    reader.mark_run_id(suite_at, 30);
    reader.mark_run_id(case_at, 31);
    reader.mark_report_id(12);
    reader.mark_in_flight(process.writer().used());
    reader.mark_acknowledged(process.writer().used());
    process.event(test_case, "2");
    return process;
  }
  static void end(WritingProcess& process) {
    process.finish();
    process.die();
  }
  /// The second of three journals adds an event to the suite of the first, and no case.
  void begin_folder_where_only_a_suite_goes_on() {
    spool.temporary().make_folder("run-1");
    spool.start("run-1/run", info_for("http://staging")).die();
    spool.run("run-1/a", "S", "1");
    WritingProcess& process = spool.start("run-1/b");
    process.event(process.suite("S"), "2", EventType::error);
    end(process);
    spool.run("run-1/c", "T", "3");
  }
  /// Takes that many more requests.
  void let_server_break_after(int requests) {
    settings.stall_timeout = short_stall;
    center.transport.reply_with([this, requests](const FakeTransport::Sent& sent) mutable {
      return requests-- > 0 ? center.handle(sent) : FakeTransport::answer(401, "{}");
    });
  }
  void mend_server() {
    center.transport.reply_with(
        [this](const FakeTransport::Sent& sent) { return center.handle(sent); });
  }
  /// Of the events, in order: the run that each named.
  std::vector<std::int64_t> runs() const {
    std::vector<std::int64_t> runs;
    for (const auto& sent : center.transport.requests()) {
      if (sent.path != "/upload/events") continue;
      const auto body = nlohmann::json::parse(sent.json());
      for (const auto& event : body.is_array() ? body : nlohmann::json::array({body})) {
        runs.push_back(event["runId"]);
      }
    }
    return runs;
  }
};

TEST_F(OtherServer, MakesTheOpenPathInAReportOfItsOwnAndSaysSo) {
  end(begin("a"));
  const ReplayResult result = replay_all();
  EXPECT_TRUE(result.is_complete());
  EXPECT_EQ(result.journals[0].report_id, 7);
  EXPECT_TRUE(result.journals[0].was_reopened);
  EXPECT_THAT(suites_reports(), ElementsAre(0));
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case C below S"));
  EXPECT_THAT(center.messages(), testing::Contains("2"));
  EXPECT_THAT(runs(), testing::Each(102)) << "C as it is there";
  EXPECT_EQ(result.total.acknowledged, 1U);
  EXPECT_EQ(result.total.possible_duplicates, 0U) << "nothing of it was there";
  EXPECT_TRUE(adds_up(result.total));
}

TEST_F(OtherServer, GetsOnlyOnceWhatWasOnItsWayToTheFirst) {
  WritingProcess& process = begin("a");
  journal::Reader(process.writer().region()).mark_in_flight(process.writer().used());
  end(process);
  EXPECT_EQ(replay_all().total.possible_duplicates, 0U);
}

TEST_F(OtherServer, MayHaveGotTwiceWhatItDidNotAnswerWhenItWasMadeAgain) {
  end(begin("a"));
  sending.first_backoff = std::chrono::milliseconds(1);
  center.transport.reply_with([this, is_well = false](const FakeTransport::Sent& sent) mutable {
    if (std::exchange(is_well, true)) return center.handle(sent);
    center.take_silently(sent);
    return FakeTransport::answer(500);
  });
  EXPECT_EQ(replay_all().total.possible_duplicates, 1U);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "suite S", "case C below S"));
}

TEST_F(OtherServer, MayHaveGotASuiteOfWhichItSaidNothing) {
  spool.run("a", "S", "1", info_for("http://staging"));
  sending.unknown_retries = 0;
  center.transport.reply_with([this](const FakeTransport::Sent& sent) {
    center.take_silently(sent);
    return FakeTransport::answer(500);
  });
  EXPECT_FALSE(replay_all().is_complete());
  mend_server();
  EXPECT_EQ(replay_all().total.possible_duplicates, 1U);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "suite S", "case a below S"));
}

TEST_F(OtherServer, MakesNoSuiteAgainThatNothingMoreCameFor) {
  WritingProcess& process = spool.start("a", info_for("http://staging"));
  journal::Reader reader(process.writer().region());
  const auto suite_at = process.writer().used();
  process.suite("S");
  reader.mark_run_id(suite_at, 30);
  reader.mark_report_id(12);
  reader.mark_acknowledged(process.writer().used());
  process.event(process.suite("T"), "2");
  end(process);
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_THAT(center.elements(), ElementsAre("suite T"));
  EXPECT_THAT(suites_reports(), ElementsAre(0));
}

TEST_F(OtherServer, MakesAnElementThatOnlyTheFirstServerHadTaken) {
  WritingProcess& process = begin("a");
  journal::Reader reader(process.writer().region());
  const auto at = process.writer().used();
  process.event(process.test_case(1, "D"), "3");
  reader.mark_run_id(at, 32);  // and then whoever sent it died
  end(process);
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case C below S", "case D below S"));
  EXPECT_THAT(center.messages(), IsSupersetOf({"2", "3"}));
}

TEST_F(OtherServer, IsNoOtherTheNextTime) {
  end(begin("a"));
  let_server_break_after(2);  // S and C
  EXPECT_FALSE(replay_all().is_complete());
  mend_server();
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case C below S"));
  EXPECT_THAT(center.messages(), testing::Contains("2"));
}

TEST_F(OtherServer, IsLeftAgainForTheFirst) {
  end(begin("a"));
  let_server_break_after(2);
  replay_all();
  mend_server();
  settings.sources.erase("url");
  const ReplayResult result = replay_all();
  EXPECT_TRUE(result.is_complete());
  EXPECT_EQ(used_.back().url, "http://staging");
  EXPECT_TRUE(result.journals[0].was_reopened);
  EXPECT_THAT(runs(), testing::Contains(104));
}

TEST_F(OtherServer, ThatTakesNothingLeavesTheJournalToTheFirst) {
  end(begin("a"));
  let_server_break_after(0);
  EXPECT_FALSE(replay_all().is_complete());
  center.transport.reply_with(
      [](const FakeTransport::Sent&) { return FakeTransport::answer(204, ""); });
  settings.sources.erase("url");
  const ReplayResult result = replay_all();
  EXPECT_TRUE(result.is_complete());
  EXPECT_EQ(result.journals[0].report_id, 12);
  EXPECT_THAT(runs(), ElementsAre(31));
}

TEST_F(OtherServer, GetsAReportOfItsOwnWhateverTheRunWasTold) {
  journal::RunInfo told = info_for("http://staging");
  told.report_id = 99;
  spool.run("a", "S", "1", told);
  replay_all();
  EXPECT_THAT(suites_reports(), ElementsAre(0));
  const auto suite = nlohmann::json::parse(center.transport.requests()[0].body);
  EXPECT_EQ(suite.value("batch", ""), "Nightly");
}

TEST_F(OtherServer, TakesTheReportThatTheSettingsGive) {
  end(begin("a"));
  give_report(5);
  replay_all();
  EXPECT_THAT(suites_reports(), ElementsAre(5));
}

TEST_F(OtherServer, GetsOneReportOfASupervisorsFolder) {
  spool.temporary().make_folder("run-1");
  WritingProcess& anchor = spool.start("run-1/run", info_for("http://staging"));
  journal::Reader(anchor.writer().region()).mark_report_id(12);
  anchor.die();
  end(begin("run-1/a", info_for("http://childs-own")));
  mark_report(spool.run("run-1/b", "T", "3"), 12);
  mark_report(spool.run("run-1/c", "U", "4"), 12);
  let_server_break_after(5);  // S and C, "2" with the warning, T and its case
  EXPECT_FALSE(replay_all().is_complete());
  mend_server();
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_THAT(suites_reports(), ElementsAre(0, 7, 7));
  EXPECT_THAT(center.messages(), IsSupersetOf({"2", "3", "4"}));
}

TEST_F(OtherServer, KeepsTheReportBehindAJournalThatOnlyGoesOnInASuite) {
  begin_folder_where_only_a_suite_goes_on();
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_THAT(suites_reports(), ElementsAre(0, 7));
}

TEST_F(OtherServer, KeepsTheGivenReportBehindAJournalThatOnlyGoesOnInASuite) {
  begin_folder_where_only_a_suite_goes_on();
  give_report(7);
  EXPECT_TRUE(replay_all().is_complete());
  EXPECT_THAT(suites_reports(), ElementsAre(7, 7));
}

TEST_F(OtherServer, IsNotSeenByADryRun) {
  end(begin("a"));
  options.dry_run = true;
  EXPECT_EQ(replay_all().journals[0].report_id, 0) << "report 12 is none of its";
  const auto header = journal::ForeignJournal::open(spool.path("a")).value()->header();
  EXPECT_EQ(header->report_id, 12);
}

}  // namespace
}  // namespace testcenter::test
