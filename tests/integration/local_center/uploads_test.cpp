// The contract's own samples, and what they answer.
#include "center_test.hpp"

namespace local_center_tests {
namespace {

using Uploads = CenterTest;

TEST_F(Uploads, a_suite_is_answered_with_project_batch_report_and_run) {
  const auto answer = post(
      "suites", {{"project", "MyProject"}, {"batch", "MyBatch"}, {"test", {{"name", "MyTest"}}}});

  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body,
            json({{"project", "MyProject"}, {"batch", "MyBatch"}, {"reportId", 1}, {"runId", 1}}));
}

TEST_F(Uploads, every_other_element_is_answered_with_its_run_only) {
  int parent = suite("suite");
  for (const auto* endpoint : {"cases", "features", "scenarios", "steps", "sections"}) {
    const auto answer = post(
        endpoint,
        {{"runId", parent},
         {"test",
          {{"name", "My name"}, {"summary", "My summary"}, {"description", "My description"}}}});

    EXPECT_EQ(answer.status, 201) << endpoint;
    ASSERT_EQ(answer.body, json({{"runId", parent + 1}})) << endpoint;
    parent = answer.body["runId"];
  }
}

TEST_F(Uploads, an_event_is_answered_with_an_empty_object) {
  const auto answer = post("events", {{"runId", suite("suite")},
                                      {"type", "PASS"},
                                      {"message", "My First Pass"},
                                      {"detail", "My First Pass Description"}});

  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, json::object());
}

TEST_F(Uploads, every_event_type_is_taken) {
  const auto run = suite("suite");
  for (const auto* type : {"PASS", "XPASS", "FAIL", "XFAIL", "WARNING", "ERROR", "FATAL", "LOG",
                           "SKIPPED", "ATTACHMENT"}) {
    event(run, type);
  }
  EXPECT_EQ(tree()["elements"][0]["events"].size(), 10U);
}

TEST_F(Uploads, the_content_type_may_name_its_charset) {
  const json body = {{"project", "P"}, {"test", {{"name", "T"}}}};
  EXPECT_EQ(post_raw("suites", body.dump(), "application/json; charset=utf-8").status, 201);
}

TEST_F(Uploads, text_comes_back_as_it_was_sent) {
  const std::string text = "a\tb\nc \"quoted\" <b>&amp;</b> \xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80";
  const std::string with_nul("a\0b", 3);
  event(suite(text), "LOG", with_nul);

  const auto element = tree()["elements"][0];
  EXPECT_EQ(element["name"], text);
  EXPECT_EQ(element["events"][0]["message"], with_nul);
}

TEST_F(Uploads, many_requests_go_over_one_connection) {
  const auto run = suite("suite");
  httplib::Client client("127.0.0.1", center.port());
  client.set_keep_alive(true);
  client.set_tcp_nodelay(true);
  const auto body = json({{"runId", run}, {"type", "PASS"}}).dump();
  for (int i = 0; i < 300; ++i) {
    const auto answer = client.Post("/upload/events", body, "application/json");
    ASSERT_TRUE(answer) << i;
    ASSERT_EQ(answer->status, 201);
    // The library's server says so when a connection is at its end.
    ASSERT_NE(answer->get_header_value("Connection"), "close") << i;
  }
  EXPECT_EQ(tree()["elements"][0]["events"].size(), 300U);
}

TEST_F(Uploads, many_writers_at_once_do_not_disturb_each_other) {
  constexpr int writers = 16, events = 50;
  std::vector<std::thread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([this, writer] {
      const auto run = suite("suite", {{"batch", "Batch " + std::to_string(writer)}});
      for (int i = 0; i < events; ++i) event(run, "PASS");
    });
  }
  for (auto& thread : threads) thread.join();

  const auto reports = center.get_json("/api/reports");
  ASSERT_EQ(reports.size(), static_cast<std::size_t>(writers));
  for (const auto& report : reports) EXPECT_EQ(report["events"]["PASS"], events);
  EXPECT_EQ(breaches(), 0);
}

}  // namespace
}  // namespace local_center_tests
