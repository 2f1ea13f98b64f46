#include "sender_fixture.hpp"

namespace testcenter::test {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Kind = http::Failure::Kind;

/// The failure table, a request at a time.
class Failures : public SenderTest {
 protected:
  void fail_times(int times, const http::Reply& reply) {
    for (int i = 0; i < times; ++i) transport.queue(reply);
  }
  static http::Reply told_to_wait(int status, milliseconds retry_after) {
    http::Response response;
    response.status = status;
    response.retry_after = retry_after;
    return response;
  }
};

TEST_F(Failures, WhatWasNotSentIsTriedForeverAndCannotBeDoubled) {
  const auto test_case = start_case();
  journal.event(test_case, "a");
  journal.event(test_case, "b");
  fail_times(100, FakeTransport::failure(Kind::not_sent, "connection refused"));
  EXPECT_EQ(run(), State::idle);
  EXPECT_THAT(center.messages(), ElementsAre("a", "b"));
  EXPECT_EQ(counters.retries, 100U);
  EXPECT_EQ(counters.requests, 103U);
  EXPECT_EQ(counters.possible_duplicates, 0U);
  EXPECT_EQ(sender().problem(), "") << "all is well again";
}

TEST_F(Failures, BackoffSaysWhyAndUntilWhen) {
  transport.queue(FakeTransport::failure(Kind::not_sent, "connection refused"));
  journal.suite();
  const Step step = run_until_it_waits();
  EXPECT_EQ(step.state, State::backoff);
  EXPECT_GE(step.until - clock.now(), options.first_backoff / 2);
  EXPECT_LE(step.until - clock.now(), options.first_backoff);
  EXPECT_EQ(sender().problem(), "connection refused");
  EXPECT_EQ(sender().step().state, State::backoff);
  EXPECT_EQ(counters.requests, 1U) << "nothing is sent before it is over";
}

TEST_F(Failures, FlushEndsABackoffOnce) {
  fail_times(2, FakeTransport::failure(Kind::not_sent));
  journal.suite();
  EXPECT_EQ(run_until_it_waits().state, State::backoff);
  sender().flush();
  EXPECT_EQ(run_until_it_waits().state, State::backoff);
  EXPECT_EQ(counters.requests, 2U);
  sender().flush();
  EXPECT_EQ(run_until_it_waits().state, State::backoff);
  EXPECT_EQ(counters.requests, 2U);
}

TEST_F(Failures, WaitsAsToldEvenInAHurry) {
  transport.queue(told_to_wait(429, milliseconds(3000)));
  journal.suite();
  const Step step = run_until_it_waits();
  EXPECT_EQ(step.state, State::backoff);
  EXPECT_EQ(step.until, clock.now() + milliseconds(3000));
  sender().flush();
  EXPECT_EQ(sender().step().until, step.until);
  EXPECT_EQ(run(), State::idle);
  EXPECT_EQ(counters.retries, 1U);
  EXPECT_EQ(counters.possible_duplicates, 0U);
}

TEST_F(Failures, A503WithATimeIsAWaitWithACap) {
  transport.queue(told_to_wait(503, std::chrono::hours(48)));
  journal.suite();
  EXPECT_EQ(run_until_it_waits().until, clock.now() + options.longest_wait);
  EXPECT_EQ(run(), State::idle);
  EXPECT_EQ(counters.possible_duplicates, 0U);
}

class UnknownOutcome : public Failures, public ::testing::WithParamInterface<int> {
 protected:
  static http::Reply reply() {
    if (GetParam() == 0) return FakeTransport::failure(Kind::outcome_unknown, "cut");
    return FakeTransport::answer(GetParam());
  }
};
INSTANTIATE_TEST_SUITE_P(Statuses, UnknownOutcome, ::testing::Values(0, 500, 502, 503, 504));

TEST_P(UnknownOutcome, IsTriedAgainAndCounted) {
  const auto test_case = start_case();
  journal.event(test_case, "a");
  journal.event(test_case, "b");
  fail_times(2, reply());
  EXPECT_EQ(run(), State::idle);
  EXPECT_THAT(center.messages(), ElementsAre("a", "b"));
  EXPECT_EQ(counters.possible_duplicates, 4U) << "two events, each sent twice more";
  EXPECT_EQ(counters.retries, 2U);
}

TEST_P(UnknownOutcome, OfAnElementIsTriedAgainAndCounted) {
  fail_times(3, reply());
  journal.suite();
  EXPECT_EQ(run(), State::idle);
  EXPECT_EQ(acknowledged(), 1U);
  EXPECT_EQ(counters.possible_duplicates, 3U);
}

TEST_P(UnknownOutcome, TooOftenStopsAndKeepsTheJournal) {
  const auto test_case = start_case();
  const auto before = journal.end();
  journal.event(test_case, "a");
  const int attempts = 1 + options.unknown_retries;
  fail_times(attempts, reply());
  EXPECT_EQ(run(), State::stopped);
  EXPECT_THAT(sender().problem(),
              HasSubstr("gave up after " + std::to_string(attempts) + " attempts"));
  EXPECT_EQ(journal.acknowledged(), before);
  EXPECT_EQ(journal.in_flight(), journal.end());
  const auto requests = counters.requests.load();
  EXPECT_EQ(run(), State::stopped) << "and stays so";
  EXPECT_EQ(counters.requests, requests);
}

TEST_F(Failures, WhatIsKnownNotToHaveLeftIsNoDuplicate) {
  journal.suite();
  transport.queue(FakeTransport::failure(Kind::outcome_unknown));
  fail_times(50, FakeTransport::failure(Kind::not_sent));
  EXPECT_EQ(run(), State::idle);
  EXPECT_EQ(counters.possible_duplicates, 1U);
  const auto test_case = journal.test_case(1);
  run();
  journal.event(test_case, "a");
  journal.event(test_case, "b");
  transport.queue(FakeTransport::failure(Kind::outcome_unknown));
  fail_times(50, FakeTransport::failure(Kind::not_sent));
  EXPECT_EQ(run(), State::idle);
  EXPECT_EQ(counters.possible_duplicates, 3U);
}

TEST_F(Failures, ARejectedEventIsCountedKeptAndPassedOver) {
  const auto test_case = start_case();
  transport.queue(FakeTransport::answer(400, R"({"message": "no such thing"})"));
  journal.event(test_case, "a");
  run();
  journal.event(test_case, "b");
  EXPECT_EQ(run(), State::idle);
  EXPECT_THAT(center.messages(), ElementsAre("b"));
  EXPECT_EQ(rejected(), 1U);
  EXPECT_EQ(acknowledged(), 3U);
  EXPECT_THAT(sender().rejections(), ElementsAre(HasSubstr("no such thing")));
  EXPECT_EQ(journal.acknowledged(), journal.end());
}

class Stopping : public Failures, public ::testing::WithParamInterface<int> {};
INSTANTIATE_TEST_SUITE_P(Statuses, Stopping, ::testing::Values(401, 403, 404, 302));

TEST_P(Stopping, KeepsTheJournalAndSaysWhy) {
  const auto test_case = start_case();
  const auto before = journal.end();
  journal.event(test_case, "a");
  transport.queue(FakeTransport::answer(GetParam()));
  EXPECT_EQ(run(), State::stopped);
  EXPECT_THAT(sender().problem(), HasSubstr(std::to_string(GetParam())));
  EXPECT_EQ(journal.acknowledged(), before);
  EXPECT_EQ(acknowledged(), 2U);
  EXPECT_EQ(run(), State::stopped);
  EXPECT_EQ(counters.requests, 3U);
}

TEST_F(Failures, AnHtmlPageStops) {
  transport.queue(FakeTransport::answer(200, "<html>login</html>", "text/html"));
  journal.suite();
  EXPECT_EQ(run(), State::stopped);
  EXPECT_THAT(sender().problem(), HasSubstr("HTML"));
}

TEST_F(Failures, SettingsThatCannotWorkStop) {
  transport.queue(FakeTransport::failure(Kind::unusable, "cannot read the CA file 'x.pem'"));
  journal.suite();
  EXPECT_EQ(run(), State::stopped);
  EXPECT_EQ(sender().problem(), "cannot read the CA file 'x.pem'");
}

TEST_F(Failures, ARefusedFirstSuiteStopsWithTheServersWords) {
  transport.queue(FakeTransport::answer(400, R"({"message": "unknown project"})"));
  journal.test_case(journal.suite());
  EXPECT_EQ(run(), State::stopped);
  EXPECT_THAT(sender().problem(), HasSubstr("unknown project"));
  EXPECT_EQ(rejected(), 0U) << "all of it can be sent again with other settings";
  EXPECT_EQ(counters.requests, 1U);
}

TEST_F(Failures, AbortStopsAndLeavesTheMarksRight) {
  const auto test_case = start_case();
  const auto before = journal.end();
  journal.event(test_case, "a");
  transport.abort();
  EXPECT_EQ(run(), State::stopped);
  EXPECT_EQ(sender().problem(), "aborted");
  EXPECT_EQ(journal.acknowledged(), before);
  EXPECT_EQ(journal.in_flight(), journal.end());
}

}  // namespace
}  // namespace testcenter::test
