#include "sender_fixture.hpp"

#include <string>

namespace testcenter::test {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;

using Gathering = SenderTest;

TEST_F(Gathering, EventsWaitForCompanyFromTheFirstOn) {
  const auto test_case = start_case();
  journal.event(test_case, "a");
  const Step first = step();
  EXPECT_EQ(first.state, State::waiting);
  EXPECT_EQ(first.until, clock.now() + options.gather);

  clock.advance(milliseconds(6));
  journal.event(test_case, "b");
  EXPECT_EQ(step().until, first.until) << "the second does not prolong it";
  clock.advance(milliseconds(4));
  EXPECT_EQ(step().state, State::progress);
  EXPECT_THAT(center.requests(), ElementsAre("suites", "cases", "events[2]"));
  EXPECT_THAT(center.messages(), ElementsAre("a", "b"));
}

TEST_F(Gathering, AnOpenBehindThemSendsAtOnce) {
  const auto suite = journal.suite();
  const auto test_case = journal.test_case(suite);
  journal.event(test_case, "a");
  journal.event(test_case, "b");
  journal.close(test_case);
  journal.test_case(suite, "next");
  EXPECT_EQ(run_until_it_waits().state, State::idle);
  EXPECT_THAT(center.requests(), ElementsAre("suites", "cases", "events[2]", "cases"));
}

TEST_F(Gathering, FinishBehindThemSendsAtOnce) {
  const auto test_case = start_case();
  journal.event(test_case, "a");
  journal.event(test_case, "b");
  journal.finish();
  EXPECT_EQ(run_until_it_waits().state, State::done);
  EXPECT_EQ(center.messages().size(), 2U);
}

TEST_F(Gathering, FlushSendsAtOnce) {
  const auto test_case = start_case();
  journal.event(test_case, "a");
  EXPECT_EQ(step().state, State::waiting);
  sender().flush();
  EXPECT_EQ(run_until_it_waits().state, State::idle);
  EXPECT_THAT(center.messages(), ElementsAre("a"));
}

TEST_F(Gathering, AFullBatchIsSentAtOnce) {
  options.max_events = 3;
  const auto test_case = start_case();
  for (const char* message : {"a", "b", "c", "d"}) journal.event(test_case, message);
  EXPECT_EQ(step().state, State::progress);
  EXPECT_EQ(step().state, State::waiting) << "d waits for company";
  EXPECT_EQ(center.requests().back(), "events[3]");
}

TEST_F(Gathering, ABatchThatIsJustFullDoesNotWait) {
  options.max_events = 3;
  const auto test_case = start_case();
  for (const char* message : {"a", "b", "c"}) journal.event(test_case, message);
  EXPECT_EQ(step().state, State::progress);
  EXPECT_EQ(center.requests().back(), "events[3]");
}

TEST_F(Gathering, MuchTextGoesInSeveralRequests) {
  options.max_bytes = 1000;
  const auto test_case = start_case();
  for (int i = 0; i < 4; ++i) journal.event(test_case, std::string(400, 'x'));
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.requests(), ElementsAre("suites", "cases", "events[2]", "events[2]"));
}

TEST_F(Gathering, AFileThatTheJournalNamesOnceCountsInEachEvent) {
  options.max_bytes = 1000;
  const auto test_case = start_case();
  const std::string file(400, 'f');
  for (int i = 0; i < 4; ++i)
    journal.writer().append_event(test_case, {EventType::log, "m", {}, {file, i}, {}});
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_THAT(center.requests(), ElementsAre("suites", "cases", "events[2]", "events[2]"));
}

TEST_F(Gathering, ALoneEventIsPlainJson) {
  const auto test_case = start_case();
  journal.event(test_case, "a");
  run();
  EXPECT_EQ(center.requests().back(), "events");
}

TEST_F(Gathering, ClosesAloneNeedNoRequest) {
  const auto test_case = start_case();
  journal.close(test_case);
  EXPECT_EQ(run_until_it_waits().state, State::idle);
  EXPECT_EQ(journal.acknowledged(), journal.end());
  EXPECT_EQ(counters.requests, 2U);
}

TEST_F(Gathering, RequestsAreAtTheFloor) {
  const auto suite = journal.suite();
  for (int i = 0; i < 100; ++i) {
    const auto test_case = journal.test_case(suite, std::to_string(i));
    for (int j = 0; j <= i % 5; ++j) journal.event(test_case, "e");
    journal.close(test_case);
  }
  journal.finish();
  EXPECT_EQ(run(), State::done);
  EXPECT_EQ(counters.requests, 1U + 100U + 100U) << "one an element, one a stretch of events";
  EXPECT_EQ(counters.requests, transport.requests().size());
  EXPECT_EQ(counters.retries, 0U);
}

TEST_F(Gathering, FieldsArriveAsTheyAre) {
  const auto test_case = start_case();
  const std::vector<Location> frames = {{"a.cpp", 1}, {"b.cpp", 2}};
  Event event;
  event.type = EventType::fail;
  event.message = "expected 4";
  event.detail = "got 5";
  event.location = {"x_test.cpp", 12};
  event.trace = frames;
  ASSERT_EQ(journal.writer().append_event(test_case, event), journal::Append::done);
  run();
  EXPECT_EQ(nlohmann::json::parse(transport.requests().back().body), nlohmann::json::parse(R"({
      "runId": 102, "type": "FAIL", "message": "expected 4", "detail": "got 5",
      "location": {"uri": "x_test.cpp", "line": 12},
      "trace": [{"uri": "a.cpp", "line": 1}, {"uri": "b.cpp", "line": 2}]})"));
}

}  // namespace
}  // namespace testcenter::test
