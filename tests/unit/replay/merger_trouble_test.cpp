// What the merger makes of a server that refuses, breaks or stops it.

#include "merger_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace testcenter::test {
namespace {

using replay::Delivered;
using StepState = sender::Step::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class MergerTroubleTest : public MergerTest {
 protected:
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

  /// S, then a journal with the suite "bad", then S again, each once the one before is done.
  void answer_to_bad_suite_between_two_of_the_same(int answer) {
    options.unknown_retries = 1;
    center.judge_element = [answer](const std::string& name) {
      return name == "bad" ? answer : 201;
    };
    follow_folder();
    spool.run("a", "S", "1");
    run();
    spool.run("b", "bad", "2");
    run();
    spool.run("c", "S", "3");
    run();
  }

  /// An event at which the server breaks, each time.
  void let_server_break_at(const std::string& message) {
    options.unknown_retries = 1;
    center.judge_event = [message](const nlohmann::json& event) {
      return event.dump().find(message) == std::string::npos ? 201 : 500;
    };
  }
};

TEST_F(MergerTroubleTest, KeepsAllWhereTheServerTakesNoSuiteAtAll) { expect_that_all_is_kept(); }

TEST_F(MergerTroubleTest, KeepsAllWhereTheReportThatWasGivenIsUnknown) {
  given_report = 77;
  expect_that_all_is_kept();
}

TEST_F(MergerTroubleTest, ASuiteThatIsRefusedDoesNotSplitTheReport) {
  center.judge_element = [](const std::string& name) { return name == "T" ? 400 : 201; };
  take({spool.run("a", "S", "1"), spool.run("b", "T", "2"), spool.run("c", "U", "3")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(reports(), ElementsAre("new", "7", "7"));
  EXPECT_EQ(total().rejected, 3U);
  EXPECT_EQ(total().pending, 0U);
}

TEST_F(MergerTroubleTest, TellsOfProcessesThatBeganAfterSendingWasOver) {
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

TEST_F(MergerTroubleTest, StopsWhereTheServerStopsItAndKeepsTheRest) {
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

TEST_F(MergerTroubleTest, KeepsAJournalThatTheServerCannotBearAndGoesOn) {
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
  EXPECT_EQ(tally.figures().processes, 3U);
}

TEST_F(MergerTroubleTest, WhatItKeptOfTheLastJournalIsNoProblemOfTheNext) {
  let_server_break_at("poison");
  take({spool.run("a", "S", "poison"), spool.run("b", "T", "2")});
  for (int i = 0; i < 1000 && delivered_.empty(); ++i) {
    merger().step();
    clock.advance(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(merger().step().state, StepState::progress);
  EXPECT_EQ(merger().problem(), "");
}

TEST_F(MergerTroubleTest, GoesOnWithNoSuiteThatMayBeClosedLongSince) {
  let_server_break_at("poison");
  const std::string kept = spool.run("a", "S", "poison");
  take({kept, spool.run("b", "T", "2")});
  run();
  take({kept, spool.run("c", "S", "3")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case a below S", "suite T",
                                             "case b below T", "suite S", "case c below S"));
}

TEST_F(MergerTroubleTest, KeepsAJournalThatTheServerRefusesAndGoesOn) {
  center.judge_element = [](const std::string& name) { return name == "bad" ? 400 : 201; };
  take({spool.run("a", "bad", "1"), spool.run("b", "T", "2")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.messages(), ElementsAre("2"));
  EXPECT_THAT(spool.names(), ElementsAre("a.journal"));
  EXPECT_EQ(total().pending, 3U);
  EXPECT_EQ(total().accepted, 6U);
}

TEST_F(MergerTroubleTest, StopsWhereNothingIsJudgedOfThreeJournalsInARow) {
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

TEST_F(MergerTroubleTest, GoesOnOnceTheProcessIsOverWhoseJournalItKeeps) {
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

TEST_F(MergerTroubleTest, WaitsNotForAProcessThatOutlivesTheCommandWhoseJournalItKeeps) {
  follow_folder();
  let_server_break_at("poison");
  WritingProcess& living = spool.start("a");
  living.event(living.suite("S"), "poison");
  spool.run("b", "T", "2");
  run();
  close();
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.messages(), ElementsAre("2"));
  ASSERT_THAT(delivered_, SizeIs(2));
  EXPECT_EQ(delivered_[0].state, Delivered::State::locked);
  EXPECT_THAT(delivered_[0].problem, HasSubstr("500"));
}

TEST_F(MergerTroubleTest, KeepsASuiteOpenOverOneThatWasRefused) {
  answer_to_bad_suite_between_two_of_the_same(400);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case a below S", "case c below S"));
}

TEST_F(MergerTroubleTest, TakesASuiteForClosedBehindOneThatMayHaveBeenMade) {
  answer_to_bad_suite_between_two_of_the_same(500);
  EXPECT_THAT(center.elements(),
              ElementsAre("suite S", "case a below S", "suite S", "case c below S"));
}

TEST_F(MergerTroubleTest, CountsWhatTheServerRefuses) {
  center.judge_event = [](const nlohmann::json&) { return 400; };
  take({spool.run("a", "S", "bad")});
  EXPECT_EQ(run(), StepState::done);
  EXPECT_EQ(total().accepted, 3U);
  EXPECT_EQ(total().rejected, 1U);
  EXPECT_EQ(total().pending, 0U);
  EXPECT_THAT(merger().rejections(), ElementsAre(HasSubstr("bad")));
}

}  // namespace
}  // namespace testcenter::test
