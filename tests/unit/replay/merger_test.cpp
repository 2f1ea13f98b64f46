// Journals of many processes, merged into one report.

#include "merger_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace testcenter::test {
namespace {

using replay::Delivered;
using StepState = sender::Step::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

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

TEST_F(MergerTest, KeepsASuiteOpenOverAJournalThatHasNone) {
  follow_folder();
  spool.run("a", "S", "1");
  run();
  WritingProcess& empty = spool.start("b");
  empty.finish();
  empty.die();
  run();
  spool.run("c", "S", "2");
  run();
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case a below S", "case c below S"));
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

TEST_F(MergerTest, SendsWhatIsOverBehindAProcessThatOutlivesTheCommand) {
  follow_folder();
  WritingProcess& living = spool.start("a");
  living.event(living.test_case(living.suite("S"), "C"), "1");
  spool.run("b", "T", "2");
  run();
  EXPECT_THAT(center.messages(), ElementsAre("1"));
  close();
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.messages(), ElementsAre("1", "2"));
  ASSERT_THAT(delivered_, SizeIs(2));
  EXPECT_EQ(delivered_[0].state, Delivered::State::locked);
  EXPECT_THAT(delivered_[0].problem, HasSubstr("still lives"));
  EXPECT_EQ(delivered_[1].state, Delivered::State::sent);
  EXPECT_THAT(spool.names(), ElementsAre("a.journal"));
}

TEST_F(MergerTest, WaitsForAProcessThatOutlivesTheCommandWhileItReports) {
  follow_folder();
  WritingProcess& living = spool.start("a");
  const auto suite = living.suite("S");
  spool.run("b", "T", "2");
  run();
  close();
  for (int i = 0; i < 5; ++i) {
    living.event(suite, "1");
    for (int steps = 0; steps < 80; ++steps) {
      merger().step();
      clock.advance(std::chrono::milliseconds(10));
    }
  }
  living.finish();
  living.die();
  EXPECT_EQ(run(), StepState::done);
  EXPECT_THAT(center.messages(), ElementsAre("1", "1", "1", "1", "1", "2"));
  EXPECT_THAT(spool.names(), IsEmpty());
}

TEST_F(MergerTest, WaitsForAProcessThatOutlivesTheCommandIfNoneThatIsOverDoes) {
  follow_folder();
  spool.start("a").suite("S");
  spool.start("b").suite("T");
  run();
  close();
  EXPECT_EQ(run(), StepState::idle);
  EXPECT_THAT(delivered_, IsEmpty());
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

TEST_F(MergerTest, SendsNothingOfAJournalThatAnotherOneDeleted) {
  follow_folder();
  spool.run("a", "S", "1");
  WritingProcess& process = spool.start("b");
  process.suite("T");
  merger().flush();
  while (delivered_.empty()) merger().step();  // no time passes: the inbox looks once
  std::filesystem::remove(process.path());
  process.die();
  merger().step();
  ASSERT_THAT(delivered_, SizeIs(2));
  EXPECT_EQ(delivered_[1].state, Delivered::State::gone);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case a below S"));
}

TEST_F(MergerTest, KeepsNothingOfAJournalThatAnotherOneDeleted) {
  follow_folder();
  spool.start("a").suite("S");
  WritingProcess& process = spool.start("b");
  process.suite("T");
  merger().step();
  std::filesystem::remove(process.path());
  merger().leave();
  ASSERT_THAT(delivered_, SizeIs(2));
  EXPECT_EQ(delivered_[0].state, Delivered::State::locked);
  EXPECT_EQ(delivered_[1].state, Delivered::State::gone);
}

TEST_F(MergerTest, RemovesAFileThatWasNeverBegun) {
  const std::string empty = spool.temporary().write("empty.journal", "");
  make_old(empty);
  take({spool.temporary().write("blank.journal", std::string(4096, '\0')), empty});
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
