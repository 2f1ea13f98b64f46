#include "posting.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>

#include <cstddef>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using http::Failure;
using Moment = Behaviour::Moment;

std::size_t copies_of(const std::string& body, const ScriptedServer& server) {
  std::size_t count = 0;
  for (const SeenRequest& request : server.requests()) count += request.body == body ? 1 : 0;
  return count;
}

class ReusedConnection : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(answer_of(post(*transport_, "\"first\"")).status, 201); }

  ScriptedServer server_;
  std::unique_ptr<http::Transport> transport_ =
      http::make_curl_transport(settings_for(server_.url()));
};

TEST_F(ReusedConnection, IsReused) {
  answer_of(post(*transport_));
  answer_of(post(*transport_));
  EXPECT_EQ(server_.connections(), 1);
}

TEST_F(ReusedConnection, ThatDiesAfterReadingIsNotSentTwice) {
  server_.then(Behaviour::close(Moment::request));
  reason_of(post(*transport_, "\"second\""), Failure::Kind::outcome_unknown);
  EXPECT_EQ(copies_of("\"second\"", server_), 1U);
}

TEST_F(ReusedConnection, ThatIsResetAfterReadingIsNotSentTwice) {
  server_.then(Behaviour::reset(Moment::request));
  reason_of(post(*transport_, "\"second\""), Failure::Kind::outcome_unknown);
  EXPECT_EQ(copies_of("\"second\"", server_), 1U);
}

TEST_F(ReusedConnection, ThatDiesAfterReadingALargeBodyIsNotSentTwice) {
  const std::string large(300000, 'x');
  server_.then(Behaviour::close(Moment::request));
  reason_of(post(*transport_, large), Failure::Kind::outcome_unknown);
  EXPECT_EQ(copies_of(large, server_), 1U);
}

TEST_F(ReusedConnection, ThatDiesAfterReadingAFormIsNotSentTwice) {
  server_.then(Behaviour::close(Moment::request));
  http::Request request;
  request.path = "/upload/events";
  request.parts.resize(1);
  request.parts[0].name = "eventData";
  request.parts[0].body = "[{}]";
  reason_of(transport_->post(request), Failure::Kind::outcome_unknown);
  EXPECT_EQ(server_.requests().size(), 2U);
}

TEST_F(ReusedConnection, WorksAgainAfterSuchADeath) {
  server_.then(Behaviour::close(Moment::request));
  reason_of(post(*transport_, "\"second\""), Failure::Kind::outcome_unknown);
  EXPECT_EQ(answer_of(post(*transport_, "\"third\"")).status, 201);
  EXPECT_EQ(copies_of("\"third\"", server_), 1U);
}

TEST(IdleConnection, ThatTheServerClosedIsReplacedCleanly) {
  ScriptedServer server;
  server.then(Behaviour::answer_and_close(201, "{\"runId\": 1}"), 3);
  const auto transport = http::make_curl_transport(settings_for(server.url()));
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(answer_of(post(*transport)).status, 201);
    ASSERT_TRUE(server.wait_until_all_closed());
  }
  EXPECT_EQ(server.connections(), 3);
  EXPECT_EQ(server.requests().size(), 3U);
}

// libcurl before 8.22 sees to this itself.
TEST(IdleConnection, ThatTheServerClosedIsNeverTakenAgain) {
  ScriptedServer server;
  server.then(Behaviour::answer_and_close(201, "{\"runId\": 1}"));
  const auto transport = http::make_curl_transport(settings_for(server.url()));
  EXPECT_EQ(answer_of(post(*transport)).status, 201);
  ASSERT_TRUE(server.wait_until_all_closed());
  for (int i = 1; i <= 3; ++i) EXPECT_EQ(answer_of(post(*transport)).status, 201);
  EXPECT_EQ(server.connections(), 2);
}

}  // namespace
}  // namespace testcenter::test
