#include "sender_fixture.hpp"

#include <string>

namespace testcenter::test {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;

/// Several events in one request: servers that want files in it, and bad events among good ones.
class Lists : public SenderTest {
 protected:
  void stretch(std::uint32_t element, const std::vector<std::string>& messages) {
    for (const std::string& message : messages) journal.event(element, message);
    EXPECT_EQ(run(), State::idle);
  }
  static int bad_is_refused(const json& event) { return event["message"] == "bad" ? 400 : 201; }
};

TEST_F(Lists, AServerThatWantsFilesGetsOneEventARequestFromThereOn) {
  center.wants_attachments = true;
  const auto test_case = start_case();
  stretch(test_case, {"a", "b"});
  stretch(test_case, {"c", "d"});
  EXPECT_THAT(center.requests(),
              ElementsAre("suites", "cases", "events[2]", "events", "events", "events", "events"));
  EXPECT_THAT(center.messages(), ElementsAre("a", "b", "c", "d"));
  EXPECT_EQ(acknowledged(), journal.results());
  EXPECT_EQ(rejected(), 0U);
  EXPECT_EQ(counters.possible_duplicates, 0U);
  EXPECT_EQ(counters.retries, 0U);
  EXPECT_EQ(sender().problem(), "");
}

TEST_F(Lists, ThereAnEventWithAFileGoesAlone) {
  center.wants_attachments = true;
  const auto test_case = start_case();
  stretch(test_case, {"a", "b"});
  journal.event(test_case, "c");
  journal.event_with_file(test_case, "d", "log.txt", "text");
  run();
  EXPECT_THAT(center.requests(), ElementsAre("suites", "cases", "events[2]", "events", "events",
                                             "events", "events[1]"));
  EXPECT_EQ(center.events().back(), (Received{"C", "LOG", "d", "log.txt"}));
}

TEST_F(Lists, ARefusalOfAListWithFilesDoesNotEndTheAttempts) {
  center.judge_event = bad_is_refused;
  center.answers_lists_as_a_whole = true;
  const auto test_case = start_case();
  journal.event_with_file(test_case, "a", "log.txt", "text");
  journal.event(test_case, "bad");
  run();
  EXPECT_THAT(center.messages(), ElementsAre("a"));
  EXPECT_EQ(rejected(), 1U);
  stretch(test_case, {"c", "d"});
  EXPECT_EQ(center.requests().back(), "events[2]");
}

TEST_F(Lists, OneBadEventIsFoundByHalvingOnceListsWereTaken) {
  center.judge_event = bad_is_refused;
  center.answers_lists_as_a_whole = true;
  const auto test_case = start_case();
  stretch(test_case, {"a", "b"});
  stretch(test_case, {"c", "d", "e", "bad", "f", "g", "h", "i"});
  EXPECT_THAT(center.messages(), ElementsAre("a", "b", "c", "d", "e", "f", "g", "h", "i"));
  EXPECT_EQ(rejected(), 1U);
  EXPECT_THAT(center.requests(),
              ElementsAre("suites", "cases", "events[2]", "events[8]", "events[4]", "events[2]",
                          "events[2]", "events", "events", "events[4]"));
}

TEST_F(Lists, OneBadEventInTheFirstListIsFoundToo) {
  center.judge_event = bad_is_refused;
  center.answers_lists_as_a_whole = true;
  const auto test_case = start_case();
  stretch(test_case, {"a", "bad", "b"});
  EXPECT_THAT(center.messages(), ElementsAre("a", "b"));
  EXPECT_EQ(rejected(), 1U);
  EXPECT_EQ(acknowledged() + rejected(), journal.results());
}

TEST_F(Lists, EachEntryIsJudgedByItself) {
  center.judge_event = bad_is_refused;
  const auto test_case = start_case();
  stretch(test_case, {"a", "bad", "b"});
  EXPECT_EQ(center.requests().back(), "events[3]");
  EXPECT_THAT(center.messages(), ElementsAre("a", "b"));
  EXPECT_EQ(rejected(), 1U);
  EXPECT_THAT(
      sender().rejections(),
      ElementsAre("event \"bad\": 400 Bad Request: the server says \"refused by the test\""));
}

TEST_F(Lists, EntriesToBeTriedAgainGoFirst) {
  int calls = 0;
  center.judge_event = [&calls](const json& event) {
    return event["message"] == "b" && calls++ == 0 ? 503 : 201;
  };
  const auto test_case = start_case();
  for (const char* message : {"a", "b", "c"}) journal.event(test_case, message);
  journal.event(journal.test_case(1, "next"), "d");
  EXPECT_EQ(run(), State::idle);
  EXPECT_THAT(center.messages(), ElementsAre("a", "c", "b", "d"));
  EXPECT_THAT(center.requests(),
              ElementsAre("suites", "cases", "events[3]", "events", "cases", "events"));
  EXPECT_EQ(counters.possible_duplicates, 1U) << "a 503 may have been taken";
  EXPECT_EQ(counters.retries, 1U);
}

TEST_F(Lists, AnEntryThatForbidsStopsButTheOthersCount) {
  center.judge_event = [](const json& event) { return event["message"] == "b" ? 403 : 201; };
  const auto test_case = start_case();
  for (const char* message : {"a", "b", "c"}) journal.event(test_case, message);
  EXPECT_EQ(run(), State::stopped);
  EXPECT_EQ(acknowledged(), 4U);
  EXPECT_THAT(sender().problem(), ::testing::HasSubstr("403"));
}

TEST_F(Lists, OnlyTheFirstTwentyRejectionsAreKept) {
  center.judge_event = [](const json&) { return 400; };
  const auto test_case = start_case();
  for (int i = 0; i < 30; ++i) journal.event(test_case, std::to_string(i));
  run();
  EXPECT_EQ(rejected(), 30U);
  ASSERT_EQ(sender().rejections().size(), 20U);
  EXPECT_THAT(sender().rejections().front(), ::testing::HasSubstr("\"0\""));
}

}  // namespace
}  // namespace testcenter::test
