#include "sender_fixture.hpp"

#include <cstring>

namespace testcenter::test {
namespace {

using ::testing::HasSubstr;
using Kind = http::Failure::Kind;

/// What the journal's header says to whoever comes later.
class Marks : public SenderTest {
 protected:
  /// Has a look at the marks while a request is under way.
  void look_during_requests(std::function<void()> look) {
    transport.reply_with([this, look = std::move(look)](const FakeTransport::Sent& sent) {
      look();
      return center.handle(sent);
    });
  }
};

TEST_F(Marks, InFlightCoversARequestAndAcknowledgedComesAfterIt) {
  const auto begin = journal.acknowledged();
  journal.suite();
  const auto suite_end = journal.end();
  look_during_requests([&] {
    EXPECT_EQ(journal.in_flight(), suite_end);
    EXPECT_EQ(journal.acknowledged(), begin);
  });
  EXPECT_EQ(step().state, State::progress);
  EXPECT_EQ(journal.acknowledged(), suite_end);
}

TEST_F(Marks, ABatchIsCoveredToItsEndAndNotFurther) {
  const auto test_case = start_case();
  const auto begin = journal.end();
  journal.event(test_case, "a");
  journal.event(test_case, "b");
  const auto end = journal.end();
  journal.test_case(1, "next");
  look_during_requests([&] {
    EXPECT_EQ(journal.in_flight(), end);
    EXPECT_EQ(journal.acknowledged(), begin);
  });
  EXPECT_EQ(step().state, State::progress);
  EXPECT_EQ(journal.acknowledged(), end);
}

TEST_F(Marks, OfAPartlyJudgedBatchStandBeforeTheFirstOpenEvent) {
  center.judge_event = [](const nlohmann::json& event) {
    return event["message"] == "b" ? 429 : 201;
  };
  const auto test_case = start_case();
  journal.event(test_case, "a");
  const auto before_b = journal.end();
  journal.event(test_case, "b");
  journal.event(test_case, "c");
  const auto end = journal.end();
  sender().flush();
  EXPECT_EQ(run_until_it_waits().state, State::backoff);
  EXPECT_EQ(journal.acknowledged(), before_b);
  EXPECT_EQ(journal.in_flight(), end) << "c was sent";
  clock.advance(options.longest_wait);
  EXPECT_EQ(run_until_it_waits().state, State::backoff);
  EXPECT_EQ(journal.in_flight(), end) << "never goes back";
}

TEST_F(Marks, GoBackWhereOneAttemptOfABatchDidNotLeave) {
  const auto test_case = start_case();
  const auto before = journal.end();
  journal.event(test_case, "a");
  journal.event(test_case, "b");
  transport.queue(FakeTransport::failure(Kind::not_sent));
  sender().flush();
  EXPECT_EQ(run_until_it_waits().state, State::backoff);
  EXPECT_EQ(journal.in_flight(), before);
  EXPECT_EQ(run(), State::idle);
  EXPECT_EQ(journal.in_flight(), journal.end());
}

TEST_F(Marks, StayWhereAnEarlierAttemptMayHaveArrived) {
  const auto test_case = start_case();
  journal.event(test_case, "a");
  transport.queue(FakeTransport::failure(Kind::outcome_unknown));
  transport.queue(FakeTransport::failure(Kind::not_sent));
  transport.queue(FakeTransport::answer(401));
  EXPECT_EQ(run(), State::stopped);
  EXPECT_EQ(journal.in_flight(), journal.end());
}

TEST_F(Marks, StayWhereAPageIsGivenForASuccess) {
  journal.suite();
  transport.queue(FakeTransport::answer(200, "<html>", "text/html"));
  EXPECT_EQ(run(), State::stopped);
  EXPECT_EQ(journal.in_flight(), journal.end());
}

TEST_F(Marks, OfAnotherSenderStayAndARefusalCountsNoDuplicate) {
  const auto test_case = journal.test_case(journal.suite());
  journal.event(test_case, "a");
  journal.reader().mark_in_flight(journal.end());
  transport.queue(FakeTransport::answer(401));
  EXPECT_EQ(run(), State::stopped);
  EXPECT_EQ(journal.in_flight(), journal.end());
  EXPECT_EQ(counters.possible_duplicates, 0U) << "the suite was not sent twice: it was refused";
}

TEST_F(Marks, OfEventsOfAnotherSenderStayAndARefusalCountsNoDuplicate) {
  const auto test_case = journal.test_case(journal.suite());
  journal.event(test_case, "a");
  journal.reader().mark_in_flight(journal.end());
  EXPECT_EQ(step().state, State::progress);
  EXPECT_EQ(step().state, State::progress);
  const auto before = counters.possible_duplicates.load();
  transport.queue(FakeTransport::answer(401));
  sender().flush();
  EXPECT_EQ(run(), State::stopped);
  EXPECT_EQ(journal.in_flight(), journal.end());
  EXPECT_EQ(counters.possible_duplicates, before);
}

/// Replies that say that nothing of the request was taken.
class MarksAfterARefusal : public Marks, public ::testing::WithParamInterface<int> {
 protected:
  static http::Reply reply() {
    if (GetParam() == 0) return FakeTransport::failure(Kind::not_sent);
    if (GetParam() == 1) return FakeTransport::failure(Kind::unusable);
    return FakeTransport::answer(GetParam());
  }
};

INSTANTIATE_TEST_SUITE_P(Replies, MarksAfterARefusal,
                         ::testing::Values(0, 1, 302, 400, 401, 403, 404, 407, 413, 429));

TEST_P(MarksAfterARefusal, OfTheFirstSuiteAreWhereTheyWere) {
  const auto begin = journal.acknowledged();
  journal.suite();
  transport.queue(reply());
  run_until_it_waits();
  EXPECT_EQ(counters.requests, 1U);
  EXPECT_EQ(journal.acknowledged(), begin);
  EXPECT_EQ(journal.in_flight(), begin);
}

TEST_F(Marks, FinishIsAcknowledgedLast) {
  const auto test_case = journal.test_case(journal.suite());
  journal.event(test_case, "a");
  journal.close(test_case);
  journal.close(1);
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_EQ(journal.acknowledged(), journal.end());
  EXPECT_EQ(run(), State::done);
  EXPECT_EQ(sender().problem(), "");
}

TEST_F(Marks, ADamagedRecordStopsBehindWhatWasGood) {
  const auto test_case = journal.test_case(journal.suite());
  journal.event(test_case, "good");
  const auto good = journal.end();
  journal.event(test_case, "bad");
  journal.writer().region().base[good + 20] ^= std::byte{1};
  EXPECT_EQ(run(), State::stopped);
  EXPECT_EQ(center.messages(), std::vector<std::string>{"good"});
  EXPECT_THAT(sender().problem(), HasSubstr("damaged at byte " + std::to_string(good)));
  EXPECT_EQ(journal.acknowledged(), good);
}

TEST_F(Marks, NewsAreSeenAfterIdle) {
  start_case();
  EXPECT_FALSE(sender().has_news());
  journal.event(2, "a");
  EXPECT_TRUE(sender().has_news());
}

}  // namespace
}  // namespace testcenter::test
