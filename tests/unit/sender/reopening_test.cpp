// Going on where another sender left off, and what becomes of it where the server does not.

#include "sender_fixture.hpp"

#include <algorithm>
#include <filesystem>

namespace testcenter::test {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Reopening : public SenderTest {
 protected:
  /// S with C and the event "a" in it, sent by a process that is gone.
  void SetUp() override {
    test_case_ = start_case();
    journal.event(test_case_, "a");
    sender().flush();
    run();
    ASSERT_EQ(center.messages(), std::vector<std::string>{"a"});
    judged_before_ = acknowledged();
  }

  /// The server takes nothing more for the runs there are now.
  void close_runs() {
    center.judge_event = [](const json& event) { return event["runId"] <= 102 ? 400 : 201; };
  }

  State go_on() {
    next_ = std::make_unique<sender::Sender>(journal.reader(), client, clock, options, counters);
    next_->writer_is_gone();
    for (int i = 0; i < 1000; ++i) {
      const Step step = next_->step();
      if (step.state == State::backoff) clock.advance_to(step.until);
      if (step.state == State::done || step.state == State::stopped) return step.state;
    }
    return State::idle;
  }

  /// Behind "b", of which no server judged anything, "c" finds out that the runs are closed.
  void expect_reopened_for_both() {
    journal.event(test_case_, "c");
    journal.finish();
    EXPECT_EQ(go_on(), State::done);
    EXPECT_TRUE(next_->was_reopened());
    EXPECT_THAT(center.messages(), testing::IsSupersetOf({"b", "c"}));
    EXPECT_EQ(rejected(), 0U);
  }

  std::unique_ptr<sender::Sender> next_;
  std::uint32_t test_case_ = 0;
  std::uint64_t judged_before_ = 0;
};

TEST_F(Reopening, IsNotNeededWhereTheRunsStillTakeResults) {
  journal.event(test_case_, "b");
  journal.test_case(1, "D");
  journal.finish();
  EXPECT_EQ(go_on(), State::done);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case C below S", "case D below S"));
  EXPECT_THAT(center.messages(), ElementsAre("a", "b"));
  EXPECT_FALSE(next_->was_reopened());
}

TEST_F(Reopening, MakesTheOpenPathAgainForAnEventThatIsRefused) {
  close_runs();
  journal.event(test_case_, "b");
  journal.event(test_case_, "c");
  journal.finish();
  EXPECT_EQ(go_on(), State::done);
  EXPECT_TRUE(next_->was_reopened());
  EXPECT_THAT(center.elements(),
              ElementsAre("suite S", "case C below S", "suite S", "case C below S"));
  auto messages = center.messages();
  EXPECT_THAT(messages, testing::Contains(HasSubstr("took no more results")));
  messages.erase(std::remove_if(messages.begin(), messages.end(),
                                [](const std::string& one) { return one.size() > 1; }),
                 messages.end());
  EXPECT_THAT(messages, ElementsAre("a", "b", "c"));
  EXPECT_EQ(rejected(), 0U);
  EXPECT_EQ(acknowledged(), judged_before_ + 2) << "what is made again is not counted again";
  EXPECT_EQ(counters.possible_duplicates, 2U) << "S and C are there twice";
  EXPECT_EQ(journal.acknowledged(), journal.end());
}

TEST_F(Reopening, StaysInTheReport) {
  close_runs();
  journal.event(test_case_, "b");
  go_on();
  const auto requests = transport.requests();
  const auto suite = std::find_if(requests.rbegin(), requests.rend(),
                                  [](const auto& sent) { return sent.path == "/upload/suites"; });
  ASSERT_NE(suite, requests.rend());
  EXPECT_EQ(json::parse(suite->body)["reportId"], 7);
}

TEST_F(Reopening, TakesAnotherReportWhereItsOwnIsUnknown) {
  close_runs();
  options.batch = "Nightly";
  transport.reply_with([this](const FakeTransport::Sent& sent) {
    const bool names_report = sent.json().find("reportId") != std::string::npos;
    return names_report ? FakeTransport::answer(400, R"({"message": "report 7 is unknown"})")
                        : center.handle(sent);
  });
  journal.event(test_case_, "b");
  EXPECT_EQ(go_on(), State::done);
  const auto requests = transport.requests();
  const auto suite = std::find_if(requests.rbegin(), requests.rend(),
                                  [](const auto& sent) { return sent.path == "/upload/suites"; });
  EXPECT_EQ(json::parse(suite->body)["batch"], "Nightly");
  EXPECT_THAT(center.messages(), testing::Contains("b"));
}

TEST_F(Reopening, ComesAheadOfAnElementThatIsRefused) {
  int refused = 0;
  center.judge_element = [&](const std::string& name) {
    return name == "D" && refused++ == 0 ? 400 : 201;
  };
  journal.test_case(1, "D");
  journal.finish();
  EXPECT_EQ(go_on(), State::done);
  EXPECT_THAT(center.elements(),
              ElementsAre("suite S", "case C below S", "suite S", "case D below S"))
      << "C is left before D begins";
  EXPECT_EQ(rejected(), 0U);
  EXPECT_EQ(counters.possible_duplicates, 1U) << "S is there twice";
}

TEST_F(Reopening, IsNoWayOutForAnEventThatIsRefusedForWhatItIs) {
  center.judge_event = [](const json& event) { return event["message"] == "bad" ? 400 : 201; };
  journal.event(test_case_, "bad");
  journal.event(test_case_, "good");
  journal.finish();
  EXPECT_EQ(go_on(), State::done);
  EXPECT_EQ(rejected(), 1U);
  EXPECT_THAT(center.messages(), testing::Contains("good"));
}

TEST_F(Reopening, IsNotForgottenForAFileThatIsGone) {
  close_runs();
  journal.event_with_file(test_case_, "b", "gone.txt", "text");
  std::filesystem::remove(journal.files_folder() + "/gone.txt");
  expect_reopened_for_both();
}

TEST_F(Reopening, IsNotForgottenForWhatAProxyFindsTooLarge) {
  close_runs();
  transport.reply_with([this](const FakeTransport::Sent& sent) {
    return sent.parts.size() > 1 ? FakeTransport::answer(413) : center.handle(sent);
  });
  journal.event_with_file(test_case_, "b", "large.txt", "text");
  expect_reopened_for_both();
}

TEST_F(Reopening, GivesTheFatalOfAProcessThatDiedItsPlace) {
  close_runs();
  EXPECT_EQ(go_on(), State::done);
  EXPECT_THAT(center.messages(), testing::Contains(HasSubstr("ended without a word")));
  EXPECT_EQ(counters.added, 1U);
  EXPECT_EQ(acknowledged(), judged_before_ + 1);
}

TEST_F(Reopening, CountsEachCopyThatMayHaveBeenMade) {
  close_runs();
  int suites = 0;
  transport.reply_with([&](const FakeTransport::Sent& sent) {
    const bool is_suite = sent.path == "/upload/suites";
    if (is_suite && ++suites == 1)
      return FakeTransport::failure(http::Failure::Kind::outcome_unknown);
    return is_suite && suites == 2 ? FakeTransport::answer(503) : center.handle(sent);
  });
  journal.event(test_case_, "b");
  EXPECT_EQ(go_on(), State::done);
  EXPECT_EQ(suites, 3);
  EXPECT_EQ(counters.possible_duplicates, 4U) << "S three times, since a 503 may lie; C once";
}

TEST_F(Reopening, EndsWhereTheServerRefusesThatToo) {
  close_runs();
  center.judge_element = [](const std::string&) { return 400; };
  journal.event(test_case_, "b");
  EXPECT_EQ(go_on(), State::stopped);
  EXPECT_THAT(next_->problem(), HasSubstr("refused to begin anew"));
  EXPECT_LT(journal.acknowledged(), journal.end()) << "b is kept";
}

class Joining : public SenderTest {
 protected:
  void SetUp() override {
    options.report_id = 7;
    options.open_suite = "S";
    options.open_suite_run = 101;
    center.take_silently({"/upload/suites", R"({"test": {"name": "S"}})", {}});
  }
};

TEST_F(Joining, ASuiteThatIsOpenMakesNoOther) {
  const auto suite = journal.suite("S");
  journal.event(journal.test_case(suite, "C"), "a");
  journal.event(suite, "of the suite");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "case C below S"));
  EXPECT_THAT(center.events(),
              ElementsAre(Received{"C", "LOG", "a", ""}, Received{"S", "LOG", "of the suite", ""}));
  EXPECT_EQ(acknowledged(), journal.results()) << "the suite is judged, too";
}

TEST_F(Joining, ASuiteOfAnotherNameIsMade) {
  journal.suite("T");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "suite T"));
}

TEST_F(Joining, OnlyTheFirstSuiteOfAJournalGoesOn) {
  journal.suite("S");
  journal.suite("S");
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.elements(), ElementsAre("suite S", "suite S"));
}

}  // namespace
}  // namespace testcenter::test
