// GET /api/elements/ID/events and /api/reports/ID/search.
#include "center_test.hpp"

namespace local_center_tests {
namespace {

using testing::ElementsAre;

class Events : public CenterTest {
 protected:
  json events(const std::string& query = "") const {
    return center.get_json("/api/elements/1/events" + query);
  }

  static std::vector<std::string> messages(const json& answer) {
    std::vector<std::string> messages;
    for (const auto& event : answer["events"]) messages.push_back(event["message"]);
    return messages;
  }

  json search(const std::string& text, int limit = 100, int after = 0) const {
    httplib::Client client("127.0.0.1", center.port());
    const httplib::Params parameters = {
        {"text", text}, {"limit", std::to_string(limit)}, {"after", std::to_string(after)}};
    const auto answer = client.Get("/api/reports/1/search", parameters, {});
    EXPECT_TRUE(answer);
    return answer ? json::parse(answer->body) : json();
  }

  /// The runs of the events that have this text.
  std::vector<int> found(const std::string& text) const {
    std::vector<int> runs;
    const auto answer = search(text);
    for (const auto& hit : answer["hits"]) runs.push_back(hit["runId"]);
    return runs;
  }
};

TEST_F(Events, are_the_elements_own_in_order) {
  const auto top = suite("suite");
  event(top, "LOG", "a");
  event(child("cases", top, "case"), "PASS", "not mine");
  event(top, "FAIL", "b");
  EXPECT_THAT(messages(events()), ElementsAre("a", "b"));
  EXPECT_EQ(events()["more"], false);
}

TEST_F(Events, come_a_few_at_a_time_forward_and_backward) {
  const auto top = suite("suite");
  for (const auto* text : {"a", "b", "c", "d"}) event(top, "LOG", text);
  const auto first = events("?limit=2");
  EXPECT_THAT(messages(first), ElementsAre("a", "b"));
  EXPECT_EQ(first["more"], true);
  const auto b = std::to_string(first["events"][1]["sequence"].get<int>());
  const auto rest = events("?limit=2&after=" + b);
  EXPECT_THAT(messages(rest), ElementsAre("c", "d"));
  EXPECT_EQ(rest["more"], false);
  const auto d = std::to_string(rest["events"][1]["sequence"].get<int>());
  const auto back = events("?limit=2&before=" + d);
  EXPECT_THAT(messages(back), ElementsAre("b", "c"));
  EXPECT_EQ(back["more"], true);
}

TEST_F(Events, may_be_of_some_types_only) {
  const auto top = suite("suite");
  for (const auto* type : {"PASS", "FAIL", "XPASS", "LOG"}) event(top, type, type);
  EXPECT_THAT(messages(events("?types=FAIL,LOG")), ElementsAre("FAIL", "LOG"));
  EXPECT_THAT(messages(events("?types=PASS")), ElementsAre("PASS"));
  EXPECT_THAT(messages(events("?types=NONSENSE")), ElementsAre());
}

TEST_F(Events, are_found_by_message_and_detail_whatever_is_in_them) {
  const auto top = suite("suite");
  event(top, "LOG", "100% of A_B\\c");
  const auto first = child("cases", top, "case");
  post("events", {{"runId", first}, {"type", "FAIL"}, {"message", "m"}, {"detail", "The Reason"}});
  EXPECT_THAT(found("the reason"), ElementsAre(first));
  EXPECT_THAT(found("100%"), ElementsAre(top));
  EXPECT_THAT(found("a_b\\C"), ElementsAre(top));
  EXPECT_THAT(found("1_0"), ElementsAre());
  EXPECT_THAT(found("'; DROP TABLE events; --"), ElementsAre());
}

TEST_F(Events, that_are_found_too_often_are_cut_and_said_to_be) {
  const auto top = suite("suite");
  for (int i = 0; i < 3; ++i) event(child("cases", top, "case"), "LOG", "same");
  const auto cut = search("same", 2);
  EXPECT_EQ(cut["hits"].size(), 2U);
  EXPECT_EQ(cut["more"], true);
  EXPECT_EQ(search("same", 3)["more"], false);
}

TEST_F(Events, are_found_once_in_each_element_and_further_on) {
  const auto top = suite("suite");
  for (int i = 0; i < 3; ++i) event(top, "LOG", "same");
  const auto first = search("same");
  ASSERT_EQ(first["hits"].size(), 1U);
  EXPECT_EQ(search("same", 100, first["last"])["hits"].size(), 0U);
  const auto test = child("cases", top, "case");
  event(test, "LOG", "other");
  event(test, "LOG", "the same");
  const auto next = search("same", 100, first["last"]);
  ASSERT_EQ(next["hits"].size(), 1U);
  EXPECT_EQ(next["hits"][0]["runId"], test);
  EXPECT_GT(next["last"], first["last"]);
}

TEST_F(Events, may_be_those_with_a_text_only) {
  const auto top = suite("suite");
  for (const auto* text : {"a red one", "a green one", "RED_", "red%"}) event(top, "LOG", text);
  post("events", {{"runId", top}, {"type", "FAIL"}, {"message", "m"}, {"detail", "red inside"}});
  EXPECT_THAT(messages(events("?text=red")), ElementsAre("a red one", "RED_", "red%", "m"));
  EXPECT_THAT(messages(events("?text=red%25")), ElementsAre("red%"));
  EXPECT_THAT(messages(events("?text=red&types=FAIL")), ElementsAre("m"));
  EXPECT_EQ(events("?text=red&limit=2")["more"], true);
}

TEST_F(Events, that_failed_are_listed_for_the_whole_report) {
  const auto top = suite("suite");
  event(top, "LOG", "no");
  const auto first = child("cases", top, "case");
  for (const auto* type : {"FAIL", "PASS", "XPASS", "ERROR", "XFAIL", "FATAL"}) {
    event(first, type, type);
  }
  const auto answer = center.get_json("/api/reports/1/failures");
  EXPECT_THAT(messages(answer), ElementsAre("FAIL", "XPASS", "ERROR", "FATAL"));
  EXPECT_EQ(answer["events"][0]["runId"], first);
  const auto limited = center.get_json("/api/reports/1/failures?limit=2");
  EXPECT_EQ(limited["more"], true);
  const auto last = std::to_string(limited["events"][1]["sequence"].get<int>());
  EXPECT_THAT(messages(center.get_json("/api/reports/1/failures?after=" + last)),
              ElementsAre("ERROR", "FATAL"));
}

}  // namespace
}  // namespace local_center_tests
