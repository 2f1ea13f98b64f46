// GET /api/status: tests of clients rely on it to see every breach.
#include "center_test.hpp"

namespace local_center_tests {
namespace {

using Status = CenterTest;

TEST_F(Status, counts_requests_by_endpoint) {
  const auto top = suite("suite");
  child("cases", top, "case");
  child("cases", top, "case");
  event(top, "LOG");
  post("cases", json::object());

  const auto status = center.get_json("/api/status");
  EXPECT_EQ(status["uploadRequests"], json({{"suites", 1}, {"cases", 3}, {"events", 1}}));
  EXPECT_EQ(status["requests"], 6);
  EXPECT_EQ(status["breaches"], 1);
}

TEST_F(Status, has_no_breach_where_everything_was_in_order) {
  event(suite("suite"), "PASS");
  const auto status = center.get_json("/api/status");
  EXPECT_EQ(status["breaches"], 0);
  EXPECT_EQ(status["lastBreaches"], json::array());
}

TEST_F(Status, keeps_the_last_twenty_breaches) {
  for (int i = 0; i < 25; ++i) post("events", {{"runId", i + 100}, {"type", "LOG"}});
  const auto status = center.get_json("/api/status");
  EXPECT_EQ(status["breaches"], 25);
  ASSERT_EQ(status["lastBreaches"].size(), 20U);
  EXPECT_EQ(status["lastBreaches"][0], "POST /upload/events: run 105 is unknown");
  EXPECT_EQ(status["lastBreaches"][19], "POST /upload/events: run 124 is unknown");
}

TEST_F(Status, shows_bytes_that_are_no_text_as_replacement) {
  post_raw("suites", "{\"project\":\"\xff\"}", "application/json");
  const std::string breach = center.get_json("/api/status")["lastBreaches"][0];
  EXPECT_THAT(breach, ::testing::HasSubstr("ill-formed UTF-8"));
}

}  // namespace
}  // namespace local_center_tests
