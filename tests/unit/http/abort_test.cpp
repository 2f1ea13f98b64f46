#include "posting.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>

namespace testcenter::test {
namespace {

using http::Failure;
using Moment = Behaviour::Moment;

class Abort : public testing::Test {
 protected:
  /// Posts in another thread; `body` is big where the upload itself shall be stuck.
  std::future<http::Reply> post_aside(std::string body = "{}") {
    return std::async(std::launch::async,
                      [this, body = std::move(body)] { return post(*transport_, body); });
  }

  /// Fails the test if the abort does not end the request long before its timeout of 30 s.
  void expect_aborted(std::future<http::Reply>& reply) {
    ASSERT_EQ(reply.wait_for(std::chrono::seconds(10)), std::future_status::ready);
    reason_of(reply.get(), Failure::Kind::aborted);
  }

  ScriptedServer server_;
  std::unique_ptr<http::Transport> transport_ =
      http::make_curl_transport(settings_for(server_.url()));
};

TEST_F(Abort, EndsARequestThatWaitsForItsAnswer) {
  server_.then(Behaviour::stall(Moment::request));
  auto reply = post_aside();
  ASSERT_TRUE(server_.wait_for_requests(1));
  transport_->abort();
  expect_aborted(reply);
}

TEST_F(Abort, EndsAnUploadThatIsStuck) {
  server_.then(Behaviour::stall(Moment::first_bytes));
  auto reply = post_aside(std::string(32 << 20, 'x'));
  ASSERT_TRUE(server_.wait_for_connections(1));
  transport_->abort();
  expect_aborted(reply);
}

TEST_F(Abort, EndsARequestOnAReusedConnection) {
  answer_of(post(*transport_));
  server_.then(Behaviour::stall(Moment::request));
  auto reply = post_aside();
  ASSERT_TRUE(server_.wait_for_requests(2));
  transport_->abort();
  expect_aborted(reply);
}

TEST_F(Abort, EndsAllLaterRequestsWithoutSendingThem) {
  answer_of(post(*transport_));
  transport_->abort();
  reason_of(post(*transport_), Failure::Kind::aborted);
  reason_of(post(*transport_), Failure::Kind::aborted);
  EXPECT_EQ(server_.requests().size(), 1U);
}

TEST_F(Abort, MayComeBeforeTheFirstRequest) {
  transport_->abort();
  reason_of(post(*transport_), Failure::Kind::aborted);
  EXPECT_EQ(server_.connections(), 0);
}

/// No moment is a bad one: the thread sanitizer looks on.
TEST_F(Abort, MayComeAtAnyTime) {
  for (int i = 0; i < 50; ++i) {
    const auto transport = http::make_curl_transport(settings_for(server_.url()));
    auto posting = std::async(std::launch::async, [&] { return post(*transport); });
    transport->abort();
    const http::Reply reply = posting.get();
    if (std::holds_alternative<Failure>(reply)) reason_of(reply, Failure::Kind::aborted);
  }
}

}  // namespace
}  // namespace testcenter::test
