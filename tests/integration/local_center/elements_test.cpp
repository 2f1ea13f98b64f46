// GET /api/reports/ID/elements, /api/elements/ID, and who still writes.
#include "center_test.hpp"

#include <map>

namespace local_center_tests {
namespace {

class Elements : public CenterTest {
 protected:
  json elements(const std::string& query = "") const {
    return center.get_json("/api/reports/1/elements" + query);
  }

  static std::vector<int> ids(const json& answer) {
    std::vector<int> ids;
    for (const auto& element : answer["elements"]) ids.push_back(element["runId"]);
    return ids;
  }

  /// What a page knows that was there from `version` on: everything, told once.
  std::map<int, json> changes_since(int version, int limit) const {
    std::map<int, json> known;
    for (bool more = true; more;) {
      const auto answer =
          elements("?since=" + std::to_string(version) + "&limit=" + std::to_string(limit));
      for (const auto& element : answer["elements"]) known[element["runId"]] = element;
      EXPECT_TRUE(!answer["more"] || answer["version"] > version);
      version = answer["version"];
      more = answer["more"];
    }
    return known;
  }
};

using testing::ElementsAre;

TEST_F(Elements, come_in_the_order_they_were_made) {
  const auto top = suite("suite");
  const auto first = child("cases", top, "first");
  event(first, "FAIL", "bad");
  child("sections", first, "part");

  const auto answer = elements();
  ASSERT_THAT(ids(answer), ElementsAre(1, 2, 3));
  EXPECT_EQ(answer["more"], false);
  EXPECT_EQ(answer["report"]["id"], 1);
  const auto shown = answer["elements"][1];
  EXPECT_EQ(shown["parent"], 1);
  EXPECT_EQ(shown["kind"], "case");
  EXPECT_EQ(shown["name"], "first");
  EXPECT_EQ(shown["events"], 1);
  EXPECT_FALSE(answer["elements"][0].contains("parent"));
}

TEST_F(Elements, come_a_few_at_a_time) {
  const auto top = suite("suite");
  for (int i = 0; i < 4; ++i) child("cases", top, "case");
  const auto first = elements("?limit=3");
  EXPECT_THAT(ids(first), ElementsAre(1, 2, 3));
  EXPECT_EQ(first["more"], true);
  const auto second = elements("?limit=3&after=3");
  EXPECT_THAT(ids(second), ElementsAre(4, 5));
  EXPECT_EQ(second["more"], false);
}

TEST_F(Elements, of_a_version_are_what_changed_since) {
  const auto top = suite("suite");
  const auto first = child("cases", top, "first");
  event(first, "PASS");
  const int version = elements()["version"];
  EXPECT_TRUE(changes_since(version, 10).empty());

  event(first, "FAIL");
  const auto second = child("cases", top, "second");
  auto changed = changes_since(version, 10);
  ASSERT_EQ(changed.size(), 3U);
  EXPECT_EQ(changed[top]["result"], "FAIL");
  EXPECT_EQ(changed[top]["own"], "NONE");
  EXPECT_EQ(changed[top]["tests"], json({{"FAIL", 1}, {"NONE", 1}}));
  EXPECT_EQ(changed[first]["own"], "FAIL");
  EXPECT_EQ(changed[first]["events"], 2);
  EXPECT_EQ(changed[second]["result"], "NONE");
  EXPECT_EQ(changes_since(version, 1), changed);
}

TEST_F(Elements, count_the_tests_of_a_suite_and_of_the_report) {
  const auto top = suite("suite");
  event(child("sections", child("cases", top, "bad"), "part"), "FAIL");
  event(child("cases", top, "good"), "PASS");
  event(child("features", top, "feature"), "XPASS");
  event(child("features", child("cases", top, "case with a feature"), "inner"), "PASS");
  event(child("sections", top, "no test"), "PASS");
  const json tests = {{"FAIL", 1}, {"PASS", 2}, {"XPASS", 1}};
  EXPECT_EQ(elements()["elements"][0]["tests"], tests);
  EXPECT_EQ(elements()["report"]["tests"], tests);
  EXPECT_EQ(center.get_json("/api/reports")[0]["tests"], tests);
}

TEST_F(Elements, agree_with_the_whole_tree) {
  const auto top = suite("suite");
  const auto first = child("cases", top, "first");
  for (const auto* type : {"SKIPPED", "XFAIL", "PASS", "LOG"}) event(first, type);
  event(child("sections", first, "part"), "XPASS");
  event(top, "ERROR");
  std::map<int, json> listed;
  const auto answer = elements();
  for (const auto& element : answer["elements"]) listed[element["runId"]] = element;
  auto element = tree()["elements"][0];
  for (int depth = 0; depth < 3; ++depth) {
    EXPECT_EQ(listed[element["runId"]]["result"], element["result"]) << element;
    if (depth < 2) element = json(element["children"][0]);
  }
}

TEST_F(Elements, have_their_long_texts_one_by_one) {
  const auto top =
      post("suites",
           {{"project", "P"}, {"test", {{"name", "S"}, {"summary", "s"}, {"description", "d"}}}})
          .body["runId"];
  event(top, "PASS");
  event(top, "PASS");
  event(top, "LOG");
  const auto element = center.get_json("/api/elements/1");
  EXPECT_EQ(element["summary"], "s");
  EXPECT_EQ(element["description"], "d");
  EXPECT_EQ(element["report"], 1);
  EXPECT_EQ(element["events"], json({{"LOG", 1}, {"PASS", 2}}));
}

TEST_F(Elements, that_nobody_made_are_404_and_numbers_that_are_none_400) {
  suite("suite");
  const std::vector<std::pair<std::string, int>> wrong = {
      {"/api/reports/7/elements", 404},         {"/api/elements/7", 404},
      {"/api/reports/1/elements?after=x", 400}, {"/api/reports/1/elements?since=-1", 400},
      {"/api/elements/1/events?limit=", 400},   {"/api/reports/1/search", 400}};
  for (const auto& [path, status] : wrong) {
    const auto answer = get(path);
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->status, status) << path;
  }
}

using Writers = CenterTest;

TEST_F(Writers, are_there_until_they_hang_up) {
  const auto writers = [&] { return center.get_json("/api/reports")[0]["writers"]; };
  {
    httplib::Client client("127.0.0.1", center.port());
    client.set_keep_alive(true);
    ASSERT_TRUE(client.Post("/upload/suites", R"({"project":"P","test":{"name":"S"}})",
                            "application/json"));
    EXPECT_EQ(writers(), 1);
    EXPECT_EQ(writers(), 1) << "a reader is no writer";
  }
  while (writers() != 0) {
  }
}

}  // namespace
}  // namespace local_center_tests
