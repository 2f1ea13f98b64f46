#include "sender_fixture.hpp"

#include <csignal>

namespace testcenter::test {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* unknown_end =
    "The process ended without a word: it was killed, or left through _exit()";

/// Journals of writers that died: who sends them closes them.
class Abandoned : public SenderTest {
 protected:
  /// The rest of this journal, sent by another sender: of a later process.
  sender::Sender& next_sender() {
    next_ = std::make_unique<sender::Sender>(journal.reader(), client, clock, options, counters);
    return *next_;
  }
  State run_to_end(sender::Sender& sender) {
    Step step = sender.step();
    while (step.state == State::progress) step = sender.step();
    return step.state;
  }
  std::string detail_of_last_event() {
    for (const auto& sent : transport.requests()) {
      const json body = json::parse(sent.json());
      for (const json& event : body.is_array() ? body : json::array({body})) {
        if (event.value("type", "") == "FATAL") return event.value("detail", "");
      }
    }
    return "no FATAL was sent";
  }

 private:
  std::unique_ptr<sender::Sender> next_;
};

TEST_F(Abandoned, ACrashIsAFatalOnTheElementItNames) {
  const auto test_case = start_case();
  journal.event(test_case, "before");
  journal.crash(test_case, SIGSEGV);
  EXPECT_EQ(run(), State::idle);
  EXPECT_THAT(center.events(),
              ElementsAre(Received{"C", "LOG", "before", ""},
                          Received{"C", "FATAL", "Crashed: SIGSEGV (segmentation fault)", ""}));
  EXPECT_EQ(detail_of_last_event(), "Last event: LOG \"before\"");
  EXPECT_EQ(journal.acknowledged(), journal.end());
  EXPECT_EQ(counters.added, 1U);
  EXPECT_EQ(acknowledged(), journal.results() + 1);
}

TEST_F(Abandoned, ACrashThatNamesNoElementGoesToTheInnermostOpenOne) {
  const auto suite = journal.suite("S");
  journal.close(journal.test_case(suite, "closed"));
  journal.crash(0, SIGABRT);
  run();
  EXPECT_THAT(center.events(),
              ElementsAre(Received{"S", "FATAL", "Crashed: SIGABRT (aborted)", ""}));
  EXPECT_EQ(detail_of_last_event(), "") << "there was none";
}

TEST_F(Abandoned, ARunThatFinishedIsNotToldToHaveDied) {
  journal.close(start_case());
  journal.finish();
  EXPECT_EQ(run(), State::done);
  sender::Sender& next = next_sender();  // the first one was killed before it deleted the journal
  next.writer_is_gone({});
  EXPECT_EQ(run_to_end(next), State::done);
  EXPECT_THAT(center.events(), IsEmpty());
  EXPECT_EQ(counters.added, 0U);
}

TEST_F(Abandoned, ARequestToEndIsNoCrash) {
  journal.crash(start_case(), SIGTERM);
  run();
  EXPECT_EQ(center.messages().back(), "Ended by SIGTERM (termination request)");
}

TEST_F(Abandoned, WhoSurvivedACrashReportsOn) {
  const auto test_case = start_case();
  journal.crash(test_case, SIGFPE);
  journal.event(test_case, "after");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.messages(), ElementsAre("Crashed: SIGFPE (arithmetic error)", "after"));
}

TEST_F(Abandoned, ACrashGoesToItsAcceptedAncestor) {
  center.judge_element = [](const std::string& name) { return name == "C" ? 400 : 201; };
  journal.crash(journal.test_case(journal.suite("S"), "C"), SIGSEGV);
  EXPECT_EQ(run(), State::idle);
  EXPECT_EQ(center.events().back(),
            (Received{"S", "FATAL", "Crashed: SIGSEGV (segmentation fault)", ""}));
}

TEST_F(Abandoned, AFatalThatIsRefusedIsCounted) {
  center.judge_event = [](const json&) { return 400; };
  journal.crash(start_case(), SIGSEGV);
  EXPECT_EQ(run(), State::idle);
  EXPECT_EQ(rejected(), 1U);
  EXPECT_EQ(acknowledged() + rejected(), journal.results() + counters.added);
  EXPECT_EQ(journal.acknowledged(), journal.end());
}

TEST_F(Abandoned, WithoutAWordIsAFatalOnTheInnermostOpenElement) {
  const auto suite = journal.suite("S");
  const auto test_case = journal.test_case(suite, "C");
  journal.close(journal.open(ElementKind::section, test_case, "closed"));
  journal.event(test_case, "last");
  sender().writer_is_gone();
  EXPECT_EQ(run_until_it_waits().state, State::done) << "nobody comes for whom to wait";
  EXPECT_EQ(center.events().back().message, unknown_end);
  EXPECT_EQ(center.events().back().type, "FATAL");
  EXPECT_EQ(detail_of_last_event(), "Last event: LOG \"last\"");
  EXPECT_EQ(journal.acknowledged(), journal.end());
}

TEST_F(Abandoned, HowItEndedIsSaidByWhoKnowsIt) {
  start_case();
  sender().writer_is_gone({SIGKILL, {}});
  run();
  EXPECT_EQ(center.messages(), std::vector<std::string>{"Ended by SIGKILL (killed)"});
}

TEST_F(Abandoned, AnExitCodeIsNamed) {
  start_case();
  sender().writer_is_gone({0, 3});
  run();
  EXPECT_EQ(center.messages(),
            std::vector<std::string>{"The process ended without a word: exit code 3"});
}

TEST_F(Abandoned, WhatIsClosedTakesNoFatal) {
  const auto suite = journal.suite("S");
  const auto test_case = journal.test_case(suite, "C");
  journal.close(test_case);
  journal.close(suite);
  sender().writer_is_gone();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.events(), ElementsAre(Received{"S", "FATAL", unknown_end, ""}))
      << "the last suite is all there is";
}

TEST_F(Abandoned, ACrashIsToldOnce) {
  const auto test_case = start_case();
  journal.crash(test_case, SIGSEGV);
  journal.event(test_case, "of another thread");
  sender().writer_is_gone({SIGSEGV, {}});
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.messages(),
              ElementsAre("Crashed: SIGSEGV (segmentation fault)", "of another thread"));
}

TEST_F(Abandoned, ACaseOpenedByAnotherThreadAfterTheCrashHasItsFatalToo) {
  journal.crash(start_case(), SIGSEGV);
  journal.test_case(1, "D");
  sender().writer_is_gone();
  EXPECT_EQ(run(), State::done);
  EXPECT_EQ(center.events().back(),
            (Received{"D", "FATAL", "Crashed: SIGSEGV (segmentation fault)", ""}));
}

TEST_F(Abandoned, AFinishedRunIsDoneWithoutAFatal) {
  start_case();
  journal.finish();
  sender().writer_is_gone();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.events(), IsEmpty());
}

TEST_F(Abandoned, AnEmptyRunIsDone) {
  sender().writer_is_gone();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.requests(), IsEmpty());
}

TEST_F(Abandoned, ATornTailIsNothing) {
  const auto test_case = start_case();
  journal.event(test_case, "good");
  const auto good = journal.end();
  journal.event(test_case, "torn");
  std::fill_n(journal.writer().region().base + good, 4, std::byte{0});
  sender().writer_is_gone();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.messages(), ElementsAre("good", unknown_end));
}

TEST_F(Abandoned, ADamagedTailIsReported) {
  const auto test_case = start_case();
  journal.event(test_case, "bad");
  journal.writer().region().base[journal.end() - 8] ^= std::byte{1};
  sender().writer_is_gone();
  EXPECT_EQ(run(), State::stopped);
  EXPECT_THAT(sender().problem(), HasSubstr("damaged"));
}

TEST_F(Abandoned, TheFatalWaitsUntilAFullBatchHasGone) {
  options.max_events = 2;
  const auto test_case = start_case();
  journal.event(test_case, "a");
  journal.event(test_case, "b");
  sender().writer_is_gone();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.messages(), ElementsAre("a", "b", unknown_end));
}

TEST_F(Abandoned, WhatAnEarlierSenderSentIsNotSentAgain) {
  const auto test_case = start_case();
  journal.event(test_case, "sent");
  sender().flush();
  EXPECT_EQ(run(), State::idle);
  const std::uint64_t before = acknowledged();
  journal.event(test_case, "rest");
  sender::Sender& next = next_sender();
  next.writer_is_gone();
  EXPECT_EQ(run_to_end(next), State::done);
  EXPECT_THAT(center.events(),
              ElementsAre(Received{"C", "LOG", "sent", ""}, Received{"C", "LOG", "rest", ""},
                          Received{"C", "FATAL", unknown_end, ""}));
  EXPECT_EQ(acknowledged() - before, 2U) << "what was sent before is not counted again";
  EXPECT_EQ(counters.possible_duplicates, 0U);
}

TEST_F(Abandoned, AnEarlierSendersPathTakesNewElements) {
  start_case();
  journal.close(2);
  journal.test_case(1, "D");
  sender::Sender& next = next_sender();
  next.writer_is_gone();
  EXPECT_EQ(run_to_end(next), State::done);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case C below S", "case D below S"));
}

TEST_F(Abandoned, TheLastEventMayHaveBeenSentByAnEarlierSender) {
  journal.event(start_case(), "sent");
  sender().flush();
  run();
  sender::Sender& next = next_sender();
  next.writer_is_gone();
  run_to_end(next);
  EXPECT_EQ(detail_of_last_event(), "Last event: LOG \"sent\"");
}

TEST_F(Abandoned, WhatWasInFlightMayBeDoubledAndIsCounted) {
  const auto test_case = start_case();
  journal.event(test_case, "on its way");
  journal.reader().mark_in_flight(journal.end());
  journal.event(test_case, "never sent");
  sender::Sender& next = next_sender();
  next.writer_is_gone();
  EXPECT_EQ(run_to_end(next), State::done);
  EXPECT_EQ(counters.possible_duplicates, 1U);
}

TEST_F(Abandoned, AnElementThatWasInFlightIsCountedAsWell) {
  journal.suite();
  journal.reader().mark_in_flight(journal.end());
  sender::Sender& next = next_sender();
  next.writer_is_gone();
  EXPECT_EQ(run_to_end(next), State::done);
  EXPECT_EQ(counters.possible_duplicates, 1U);
}

TEST_F(Abandoned, AnElementWhoseRunIsKnownIsNotMadeAgain) {
  const auto suite_begin = journal.end();
  journal.suite();
  journal.reader().mark_run_id(suite_begin, 55);
  transport.reply_with([](const FakeTransport::Sent& sent) {
    EXPECT_EQ(json::parse(sent.json())["runId"], 55);
    return FakeTransport::answer(201, "{}");
  });
  sender::Sender& next = next_sender();
  next.writer_is_gone();
  EXPECT_EQ(run_to_end(next), State::done);
  EXPECT_THAT(center.requests(), ElementsAre("events"));
}

TEST_F(Abandoned, AMarkInsideOfARecordIsDamage) {
  journal.suite();
  journal.reader().mark_acknowledged(journal.end() - 8);
  EXPECT_EQ(run_to_end(next_sender()), State::stopped);
  EXPECT_THAT(center.requests(), IsEmpty());
}

}  // namespace
}  // namespace testcenter::test
