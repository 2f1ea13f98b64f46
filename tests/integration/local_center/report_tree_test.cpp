// GET /api/reports and GET /api/reports/ID.
#include "center_test.hpp"

namespace local_center_tests {
namespace {

using ReportTree = CenterTest;

TEST_F(ReportTree, has_everything_that_was_reported) {
  const auto labels = json::parse(R"([{"key":"OS","value":"Linux"}])");
  const auto top = post("suites", {{"project", "P"},
                                   {"batch", "B"},
                                   {"labels", labels},
                                   {"test", {{"name", "S"}, {"summary", "sum"}}}})
                       .body["runId"];
  const json event = {{"runId", top},
                      {"type", "FAIL"},
                      {"message", "m"},
                      {"detail", "d"},
                      {"location", {{"uri", "a.cpp"}, {"line", 3}}},
                      {"trace", {{{"uri", "b.cpp"}, {"line", 4}}, {{"uri", "c.cpp"}, {"line", 0}}}},
                      {"vp", {{"uri", "ref.png"}, {"attachment", "got.png"}}},
                      {"screenshot", "shot.png"}};
  post_form(json::array({event}).dump(),
            {{"got.png", "image/png", "1"}, {"shot.png", "image/jpeg", "22"}});

  const auto report = tree();
  EXPECT_EQ(report["id"], 1);
  EXPECT_EQ(report["project"], "P");
  EXPECT_EQ(report["batch"], "B");
  EXPECT_EQ(report["labels"], labels);
  const auto suite = report["elements"][0];
  EXPECT_EQ(suite["runId"], top);
  EXPECT_EQ(suite["kind"], "suite");
  EXPECT_EQ(suite["name"], "S");
  EXPECT_EQ(suite["summary"], "sum");
  EXPECT_EQ(suite["description"], "");
  const auto shown = suite["events"][0];
  for (const auto* field : {"type", "message", "detail", "location", "trace"}) {
    EXPECT_EQ(shown[field], event[field]) << field;
  }
  EXPECT_EQ(shown["vp"]["uri"], "ref.png");
  EXPECT_EQ(shown["vp"]["attachment"]["name"], "got.png");
  EXPECT_EQ(shown["screenshot"]["name"], "shot.png");
  EXPECT_EQ(shown["screenshot"]["mime"], "image/jpeg");
  EXPECT_EQ(shown["screenshot"]["size"], 2);
  EXPECT_FALSE(shown.contains("attachment"));
}

TEST_F(ReportTree, nests_elements_by_kind) {
  int parent = suite("suite");
  for (const auto* endpoint : {"cases", "features", "scenarios", "steps", "sections"}) {
    parent = child(endpoint, parent, endpoint);
  }
  auto element = tree()["elements"][0];
  for (const auto* kind : {"suite", "case", "feature", "scenario", "step", "section"}) {
    EXPECT_EQ(element["kind"], kind);
    const auto children = element["children"];
    if (!children.empty()) element = children[0];
  }
}

TEST_F(ReportTree, shows_in_which_order_events_and_children_came) {
  const auto top = suite("suite");
  event(top, "LOG", "before");
  const auto first = child("cases", top, "first");
  event(first, "PASS");
  event(top, "LOG", "between");
  child("cases", top, "second");
  event(top, "LOG", "after");

  const auto element = tree()["elements"][0];
  const std::vector<int> order = {element["events"][0]["sequence"],
                                  element["children"][0]["sequence"],
                                  element["children"][0]["events"][0]["sequence"],
                                  element["events"][1]["sequence"],
                                  element["children"][1]["sequence"],
                                  element["events"][2]["sequence"]};
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
  EXPECT_EQ(std::set<int>(order.begin(), order.end()).size(), order.size());
  EXPECT_EQ(element["children"][0]["name"], "first");
  EXPECT_EQ(element["children"][1]["name"], "second");
  EXPECT_EQ(element["events"][1]["message"], "between");
}

struct RollUp {
  std::vector<std::string> events;
  std::string result;
};

class Results : public CenterTest, public ::testing::WithParamInterface<RollUp> {};

TEST_P(Results, roll_up_from_events_to_the_report) {
  const auto top = suite("suite");
  for (const auto& type : GetParam().events) event(child("cases", top, "case"), type);
  const auto report = tree();
  EXPECT_EQ(report["elements"][0]["result"], GetParam().result);
  EXPECT_EQ(report["result"], GetParam().result);
  EXPECT_EQ(center.get_json("/api/reports")[0]["result"], GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(
    all, Results,
    ::testing::Values(RollUp{{}, "NONE"}, RollUp{{"LOG", "WARNING", "ATTACHMENT"}, "NONE"},
                      RollUp{{"LOG", "SKIPPED"}, "SKIPPED"}, RollUp{{"SKIPPED", "XFAIL"}, "XFAIL"},
                      RollUp{{"PASS", "SKIPPED", "XFAIL"}, "PASS"},
                      RollUp{{"XPASS", "PASS"}, "XPASS"}, RollUp{{"PASS", "FAIL", "XPASS"}, "FAIL"},
                      RollUp{{"ERROR", "FAIL"}, "ERROR"},
                      RollUp{{"FATAL", "ERROR", "PASS"}, "FATAL"}));

TEST_F(ReportTree, gives_each_element_the_result_of_what_is_in_it) {
  const auto top = suite("suite");
  event(child("sections", child("cases", top, "bad"), "section"), "FAIL");
  event(child("cases", top, "good"), "PASS");
  child("cases", top, "nothing");
  const auto element = tree()["elements"][0];
  EXPECT_EQ(element["result"], "FAIL");
  EXPECT_EQ(element["children"][0]["result"], "FAIL");
  EXPECT_EQ(element["children"][1]["result"], "PASS");
  EXPECT_EQ(element["children"][2]["result"], "NONE");
}

TEST_F(ReportTree, is_404_for_an_unknown_report) {
  const auto answer = get("/api/reports/7");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 404);
  EXPECT_EQ(json::parse(answer->body),
            json({{"code", 404}, {"message", "there is no such report"}}));
}

TEST_F(ReportTree, stands_in_the_list_with_its_counts) {
  const auto top = suite("suite");
  event(child("cases", top, "one"), "PASS");
  event(child("cases", top, "two"), "FAIL");
  suite("other", {{"batch", "Other"}});

  const auto list = center.get_json("/api/reports");
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]["id"], 2);
  EXPECT_EQ(list[1]["id"], 1);
  EXPECT_EQ(list[1]["project"], "Project");
  EXPECT_EQ(list[1]["batch"], "Batch");
  EXPECT_EQ(list[1]["labels"], json::array());
  EXPECT_EQ(list[1]["elements"], json({{"suite", 1}, {"case", 2}}));
  EXPECT_EQ(list[1]["events"], json({{"PASS", 1}, {"FAIL", 1}}));
}

}  // namespace
}  // namespace local_center_tests
