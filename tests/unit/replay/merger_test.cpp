// Journals of many processes, merged into one report.

#include "replay/merger.hpp"

#include "replay/totals.hpp"
#include "spool_fixture.hpp"
#include "support/manual_clock.hpp"
#include "unit/sender/fake_center.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <map>

namespace testcenter::test {
namespace {

using replay::Delivered;
using sender::Step;
using StepState = sender::Step::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// Tells what the test knows.
class ToldWatch final : public replay::WriterWatch {
 public:
  void see(std::uint32_t) override { ++seen; }
  std::optional<sender::WriterEnd> end_of(std::uint32_t) override { return end; }
  void forget(std::uint32_t) override {}

  int seen = 0;
  std::optional<sender::WriterEnd> end = sender::WriterEnd{};
};

class MergerTest : public testing::Test {
 protected:
  void follow_folder() {
    inbox_ = std::make_unique<replay::Inbox>(spool.folder(), spool.path("run"),
                                             journal::smallest_limit, watch);
  }
  void take(std::vector<std::string> paths) {
    merger_.reset();
    inbox_ = std::make_unique<replay::Inbox>(std::move(paths));
  }

  replay::Merger& merger() {
    if (!merger_) {
      options.project = "P";
      options.report_id = given_report;
      merger_ = std::make_unique<replay::Merger>(replay::Merger::Parts{
          *inbox_,
          client,
          clock,
          watch,
          tally,
          counters,
          options,
          {},
          [this](const Delivered& delivered) { delivered_.push_back(delivered); }});
    }
    return *merger_;
  }

  /// Of journals that say they are in report 77, at a server that takes no suite.
  void expect_that_all_is_kept() {
    std::vector<std::string> paths;
    for (const char* name : {"a", "b", "c", "d"}) {
      paths.push_back(spool.run(name, "S", "1"));
      const auto journal = journal::ForeignJournal::open(paths.back());
      journal::Reader(journal.value()->region()).mark_report_id(77);
    }
    center.judge_element = [](const std::string&) { return 400; };
    take(paths);
    EXPECT_EQ(run(), StepState::stopped);
    EXPECT_EQ(merger().concern(), api::Concern::request) << "other reports may fare better";
    merger().leave();
    EXPECT_EQ(total().pending, 4U * 3U);
    EXPECT_EQ(total().rejected, 0U);
    EXPECT_THAT(spool.names(), SizeIs(4));
  }

  /// An event at which the server breaks, each time.
  void let_server_break_at(const std::string& message) {
    options.unknown_retries = 1;
    center.judge_event = [message](const nlohmann::json& event) {
      return event.dump().find(message) == std::string::npos ? 201 : 500;
    };
  }

  /// Until nothing happens any more for a while.
  StepState run() {
    int idle = 0;
    for (int i = 0; i < 100000; ++i) {
      const Step step = merger().step();
      if (step.state == StepState::done || step.state == StepState::stopped) return step.state;
      if (step.state == StepState::progress) {
        idle = 0;
      } else if (++idle == 500) {
        return step.state;
      }
      clock.advance(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "the merger does not come to an end";
    return StepState::stopped;
  }

  /// Of the suites that were sent, in order: the report that each asked for.
  std::vector<std::string> reports() const {
    std::vector<std::string> reports;
    for (const auto& sent : center.transport.requests()) {
      if (sent.path != "/upload/suites") continue;
      const auto body = nlohmann::json::parse(sent.body);
      reports.push_back(body.contains("reportId") ? body["reportId"].dump() : "new");
    }
    return reports;
  }

  Statistics total() const {
    Statistics total;
    for (const Delivered& one : delivered_) replay::add(total, one.counts);
    return total;
  }

  SpoolFixture spool;
  FakeCenter center;
  ManualClock clock;
  ToldWatch watch;
  api::Client client{center.transport};
  replay::Tally tally{{}};
  sender::Counters counters;
  std::vector<Delivered> delivered_;
  sender::SenderOptions options;
  std::int64_t given_report = 0;  // by the settings

 private:
  std::unique_ptr<replay::Inbox> inbox_;
  std::unique_ptr<replay::Merger> merger_;
};

TEST_F(MergerTest, SendsJournalsInTheOrderInWhichTheyBegan) {
  take({spool.run("b", "T", "first"), spool.run("a", "S", "second")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.elements(),
              ElementsAre("suite T", "case b below T", "suite S", "case a below S"));
  EXPECT_THAT(center.messages(), ElementsAre("first", "second"));
  EXPECT_THAT(spool.names(), IsEmpty());
}

TEST_F(MergerTest, PutsAllIntoTheReportOfTheFirst) {
  take({spool.run("a", "S", "1"), spool.run("b", "T", "2")});
  run();
  EXPECT_THAT(reports(), ElementsAre("new", "7"));
  EXPECT_EQ(merger().report().id, 7);
}

TEST_F(MergerTest, MakesOneReportOfAllWhereTheirsIsUnknownToTheServer) {
  const std::vector<std::string> paths = {spool.run("a", "S", "1"), spool.run("b", "T", "2"),
                                          spool.run("c", "U", "3")};
  for (const std::string& path : paths) {
    const auto journal = journal::ForeignJournal::open(path);
    journal::Reader(journal.value()->region()).mark_report_id(77);  // by an earlier attempt
  }
  center.transport.reply_with([this](const FakeTransport::Sent& sent) {
    const bool is_unknown = sent.body.find("\"reportId\":77") != std::string::npos;
    return is_unknown ? FakeTransport::answer(400, R"({"message": "report 77 is unknown"})")
                      : center.handle(sent);
  });
  take(paths);
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(reports(), ElementsAre("77", "new", "7", "7"));
  EXPECT_THAT(center.messages(), ElementsAre("1", "2", "3"));
  EXPECT_EQ(total().acknowledged, 9U);
  EXPECT_EQ(total().rejected, 0U);
}

TEST_F(MergerTest, KeepsAllWhereTheServerTakesNoSuiteAtAll) { expect_that_all_is_kept(); }

TEST_F(MergerTest, KeepsAllWhereTheReportThatWasGivenIsUnknown) {
  given_report = 77;
  expect_that_all_is_kept();
}

TEST_F(MergerTest, ASuiteThatIsRefusedDoesNotSplitTheReport) {
  center.judge_element = [](const std::string& name) { return name == "T" ? 400 : 201; };
  take({spool.run("a", "S", "1"), spool.run("b", "T", "2"), spool.run("c", "U", "3")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(reports(), ElementsAre("new", "7", "7"));
  EXPECT_EQ(total().rejected, 3U);
  EXPECT_EQ(total().pending, 0U);
}

TEST_F(MergerTest, TellsOfProcessesThatBeganAfterSendingWasOver) {
  follow_folder();
  spool.run("a", "S", "1");
  center.transport.reply_with(
      [](const FakeTransport::Sent&) { return FakeTransport::answer(401, "{}"); });
  EXPECT_EQ(run(), StepState::stopped);
  spool.run("b", "T", "2");
  merger().leave();
  EXPECT_THAT(delivered_, SizeIs(2));
  EXPECT_EQ(total().pending, 6U);
  EXPECT_EQ(tally.figures().cases, 2U);
}

TEST_F(MergerTest, KeepsASuiteOpenWhileTheNextJournalGoesOnWithIt) {
  take({spool.run("a", "S", "1"), spool.run("b", "S", "2"), spool.run("c", "T", "3"),
        spool.run("d", "S", "4")});
  run();
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case a below S", "case b below S",
                                             "case d below S", "suite T", "case c below T"))
      << "one that goes on with the suite is preferred";
  EXPECT_EQ(total().accepted, total().acknowledged);
  EXPECT_EQ(total().accepted, 4U * 3U);
}

TEST_F(MergerTest, FollowsTheOldestProcessThatLivesWhileOthersWait) {
  follow_folder();
  WritingProcess& first = spool.start("first");
  WritingProcess& second = spool.start("second");
  const auto one = first.test_case(first.suite("S"), "one");
  const auto two = second.test_case(second.suite("T"), "two");
  first.event(one, "1");
  second.event(two, "2");
  run();
  EXPECT_THAT(center.messages(), ElementsAre("1"));
  second.finish();
  second.die();
  first.event(one, "1 again");
  run();
  EXPECT_THAT(center.messages(), ElementsAre("1", "1 again"));
  first.finish();
  first.die();
  run();
  EXPECT_THAT(center.messages(), ElementsAre("1", "1 again", "2"));
  EXPECT_THAT(spool.names(), IsEmpty());
}

TEST_F(MergerTest, WaitsForNobodyWhoHasSaidNothing) {
  follow_folder();
  spool.start("silent");
  spool.run("b", "S", "said");
  run();
  EXPECT_THAT(center.messages(), ElementsAre("said"));
}

TEST_F(MergerTest, TellsHowAProcessDiedWhereItDied) {
  follow_folder();
  WritingProcess& process = spool.start("a");
  process.event(process.test_case(process.suite("S"), "C"), "before");
  run();
  EXPECT_EQ(watch.seen, 1) << "it was seen alive";
  watch.end = sender::WriterEnd{SIGKILL, {}};
  process.die();
  run();
  EXPECT_THAT(center.messages(), ElementsAre("before", "Ended by SIGKILL (killed)"));
  EXPECT_EQ(center.events().back().run, "C");
  EXPECT_EQ(tally.figures().died, 1U);
  ASSERT_THAT(tally.figures().first_failures, SizeIs(1));
  EXPECT_EQ(tally.figures().first_failures[0].test, "S > C");
  EXPECT_EQ(total().accepted, total().acknowledged) << "the FATAL is a result";
}

TEST_F(MergerTest, WaitsALittleToHearHowAProcessDied) {
  follow_folder();
  WritingProcess& process = spool.start("a");
  process.suite("S");
  watch.end = std::nullopt;
  process.die();
  for (int i = 0; i < 20; ++i) {
    merger().step();
    clock.advance(std::chrono::milliseconds(10));
  }
  EXPECT_THAT(center.messages(), IsEmpty());
  run();
  EXPECT_THAT(center.messages(), ElementsAre(HasSubstr("ended without a word")));
}

TEST_F(MergerTest, SendsWhatWasWrittenBetweenTheLastLookAndTheDeath) {
  follow_folder();
  WritingProcess& process = spool.start("a");
  const auto suite = process.suite("S");
  run();
  process.event(suite, "last words");
  process.finish();
  process.die();
  run();
  EXPECT_THAT(center.messages(), ElementsAre("last words"));
}

TEST_F(MergerTest, KeepsWhatIsDamagedAndGoesOn) {
  WritingProcess& process = spool.start("bad");
  const auto suite = process.suite("S");
  process.event(suite, "good");
  const auto end = process.writer().used();
  process.event(suite, "damaged");
  process.writer().region().base[end + 20] ^= std::byte{1};
  process.die();
  take({process.path(), spool.run("b", "T", "next")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.messages(), ElementsAre("good", "next"));
  EXPECT_THAT(spool.names(), ElementsAre("bad.journal"));
  EXPECT_EQ(delivered_[0].state, Delivered::State::kept);
  EXPECT_THAT(delivered_[0].problem, HasSubstr("damaged at byte"));
}

TEST_F(MergerTest, LeavesAJournalAloneWhoseWriterLives) {
  WritingProcess& process = spool.start("a");
  process.suite("S");
  take({process.path()});
  EXPECT_EQ(run(), StepState::done);
  ASSERT_THAT(delivered_, SizeIs(1));
  EXPECT_EQ(delivered_[0].state, Delivered::State::locked);
  EXPECT_THAT(center.elements(), IsEmpty());
  EXPECT_THAT(spool.names(), SizeIs(1));
}

TEST_F(MergerTest, RemovesAFileThatWasNeverBegun) {
  take({spool.temporary().write("blank.journal", std::string(4096, '\0'))});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(spool.names(), IsEmpty());
}

TEST_F(MergerTest, SaysWhatIsNoJournalAndLeavesIt) {
  take({spool.temporary().write("text.journal", std::string(4096, 'x'))});
  EXPECT_EQ(run(), StepState::done);
  ASSERT_THAT(delivered_, SizeIs(1));
  EXPECT_EQ(delivered_[0].state, Delivered::State::unreadable);
  EXPECT_THAT(delivered_[0].problem, HasSubstr("is no journal"));
  EXPECT_THAT(spool.names(), SizeIs(1));
}

TEST_F(MergerTest, StopsWhereTheServerStopsItAndKeepsTheRest) {
  take({spool.run("a", "S", "1"), spool.run("b", "T", "2")});
  int left = 3;
  center.transport.reply_with([&](const FakeTransport::Sent& sent) {
    return left-- > 0 ? center.handle(sent) : FakeTransport::answer(401, "{}");
  });
  EXPECT_EQ(run(), StepState::stopped);
  EXPECT_THAT(merger().problem(), HasSubstr("401"));
  merger().leave();
  ASSERT_THAT(delivered_, SizeIs(2));
  EXPECT_EQ(delivered_[0].state, Delivered::State::sent);
  EXPECT_EQ(delivered_[1].state, Delivered::State::kept);
  EXPECT_EQ(total().accepted, total().acknowledged + total().pending);
  EXPECT_THAT(spool.names(), ElementsAre("b.journal"));
  const auto kept = journal::ForeignJournal::open(spool.path("b"));
  EXPECT_EQ(kept.value()->header()->report_id, 7) << "it goes on in the same report";
}

TEST_F(MergerTest, KeepsAJournalThatTheServerCannotBearAndGoesOn) {
  let_server_break_at("poison");
  take({spool.run("a", "S", "poison"), spool.run("b", "S", "2"), spool.run("c", "T", "3")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case a below S", "case b below S",
                                             "suite T", "case c below T"));
  EXPECT_THAT(center.messages(), ElementsAre("2", "3"));
  EXPECT_THAT(reports(), ElementsAre("new", "7"));
  EXPECT_THAT(spool.names(), ElementsAre("a.journal"));
  EXPECT_EQ(delivered_[0].state, Delivered::State::kept);
  EXPECT_THAT(delivered_[0].problem, HasSubstr("500"));
  EXPECT_THAT(merger().problem(), HasSubstr("500"));
  EXPECT_EQ(merger().concern(), api::Concern::unclear);
  merger().leave();
  EXPECT_THAT(delivered_, SizeIs(3));
  EXPECT_EQ(total().pending, 1U);
  EXPECT_EQ(total().accepted, total().acknowledged + 1U);
  EXPECT_EQ(tally.figures().journals, 3U);
}

TEST_F(MergerTest, WhatItKeptOfTheLastJournalIsNoProblemOfTheNext) {
  let_server_break_at("poison");
  take({spool.run("a", "S", "poison"), spool.run("b", "T", "2")});
  for (int i = 0; i < 1000 && delivered_.empty(); ++i) {
    merger().step();
    clock.advance(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(merger().step().state, StepState::progress);
  EXPECT_EQ(merger().problem(), "");
}

TEST_F(MergerTest, GoesOnWithNoSuiteThatMayBeClosedLongSince) {
  let_server_break_at("poison");
  const std::string kept = spool.run("a", "S", "poison");
  take({kept, spool.run("b", "T", "2")});
  run();
  take({kept, spool.run("c", "S", "3")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case a below S", "suite T",
                                             "case b below T", "suite S", "case c below S"));
}

TEST_F(MergerTest, KeepsAJournalThatTheServerRefusesAndGoesOn) {
  center.judge_element = [](const std::string& name) { return name == "bad" ? 400 : 201; };
  take({spool.run("a", "bad", "1"), spool.run("b", "T", "2")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.messages(), ElementsAre("2"));
  EXPECT_THAT(spool.names(), ElementsAre("a.journal"));
  EXPECT_EQ(total().pending, 3U);
  EXPECT_EQ(total().accepted, 6U);
}

TEST_F(MergerTest, StopsWhereNothingIsJudgedOfThreeJournalsInARow) {
  options.unknown_retries = 1;
  // Each of them goes on with a suite that is open, which is not the server's word.
  take({spool.run("a", "S", "1"), spool.run("b", "S", "2"), spool.run("c", "S", "3"),
        spool.run("d", "S", "4"), spool.run("e", "S", "5")});
  int well = 4;
  center.transport.reply_with([&](const FakeTransport::Sent& sent) {
    return well-- > 0 ? center.handle(sent) : FakeTransport::answer(500);
  });
  EXPECT_EQ(run(), StepState::stopped);
  EXPECT_EQ(merger().concern(), api::Concern::server);
  merger().leave();
  EXPECT_THAT(delivered_, SizeIs(5));
  EXPECT_EQ(center.transport.requests().size(), 4U + 3U * 2U);
  EXPECT_EQ(total().accepted, 5U * 3U);
  EXPECT_EQ(total().accepted, total().acknowledged + total().pending);
}

TEST_F(MergerTest, GoesOnOnceTheProcessIsOverWhoseJournalItKeeps) {
  follow_folder();
  let_server_break_at("poison");
  WritingProcess& process = spool.start("a");
  const auto suite = process.suite("S");
  process.event(suite, "poison");
  spool.run("b", "T", "2");
  for (int i = 0; i < 100; ++i) {
    EXPECT_NE(merger().step().state, StepState::stopped);
    clock.advance(std::chrono::milliseconds(10));
  }
  EXPECT_THAT(delivered_, IsEmpty());
  process.event(suite, "behind it");
  watch.end = sender::WriterEnd{SIGKILL, {}};
  process.die();
  run();
  EXPECT_THAT(center.messages(), ElementsAre("2"));
  EXPECT_THAT(spool.names(), ElementsAre("a.journal"));
  ASSERT_THAT(delivered_, SizeIs(2));
  EXPECT_EQ(delivered_[0].state, Delivered::State::kept);
  EXPECT_EQ(delivered_[0].counts.pending, 2U);
  EXPECT_EQ(tally.figures().died, 1U);
}

TEST_F(MergerTest, CountsWhatTheServerRefuses) {
  center.judge_event = [](const nlohmann::json&) { return 400; };
  take({spool.run("a", "S", "bad")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_EQ(total().accepted, 3U);
  EXPECT_EQ(total().rejected, 1U);
  EXPECT_EQ(total().pending, 0U);
  EXPECT_THAT(merger().rejections(), ElementsAre(HasSubstr("bad")));
}

TEST_F(MergerTest, ReadsAndCountsNoFurtherThanToTheFinish) {
  WritingProcess& process = spool.start("a");
  const auto suite = process.suite("S");
  process.finish();
  process.event(suite, "behind it");
  process.die();
  take({process.path()});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.messages(), IsEmpty());
  EXPECT_EQ(total().accepted, 1U);
  EXPECT_EQ(total().acknowledged, 1U);
  EXPECT_EQ(total().pending, 0U);
}

TEST_F(MergerTest, CountsWhatWasDropped) {
  std::vector<std::string> paths;
  for (const std::uint64_t dropped : {3U, 4U}) {
    WritingProcess& process = spool.start(std::to_string(dropped));
    process.event(process.suite("S"), "kept");
    process.finish(dropped);
    process.die();
    paths.push_back(process.path());
  }
  take(paths);
  run();
  EXPECT_EQ(total().dropped, 7U);
  EXPECT_EQ(total().accepted, total().acknowledged + 7U);
  EXPECT_EQ(total().pending, 0U);
}

TEST_F(MergerTest, CountsWhatWasDroppedOfJournalsThatAreNotSent) {
  WritingProcess& process = spool.start("a");
  process.event(process.suite("S"), "kept");
  process.finish(5);
  process.die();
  take({process.path()});
  merger().leave();
  EXPECT_EQ(total().dropped, 5U);
  EXPECT_EQ(total().pending, 2U);
  EXPECT_EQ(total().accepted, 7U);
}

}  // namespace
}  // namespace testcenter::test
