#include "http/narrating_transport.hpp"
#include "posting.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace testcenter::test {
namespace {

using http::Failure;
using std::chrono::milliseconds;
using testing::HasSubstr;

TEST(RequestTimeout, EndsAnAnswerThatOnlyTricklesIn) {
  ScriptedServer server;
  server.then(Behaviour::trickle(201, std::string(100000, 'x')));
  auto settings = settings_for(server.url());
  settings.request_timeout = milliseconds(150);
  EXPECT_THAT(reason_of(post_once(settings), Failure::Kind::outcome_unknown),
              HasSubstr("within 150 ms"));
}

TEST(RequestTimeout, EndsAnUploadThatNobodyReads) {
  ScriptedServer server;
  server.then(Behaviour::stall(Behaviour::Moment::first_bytes));
  auto settings = settings_for(server.url());
  settings.request_timeout = milliseconds(100);
  const auto transport = http::make_curl_transport(settings);
  reason_of(post(*transport, std::string(32 << 20, 'x')), Failure::Kind::outcome_unknown);
  EXPECT_TRUE(server.requests().empty());
}

TEST(Movement, IsSeenWhileBytesOfARequestMove) {
  ScriptedServer server;
  server.then(Behaviour::answer(201)).then(Behaviour::stall(Behaviour::Moment::first_bytes));
  auto settings = settings_for(server.url());
  settings.request_timeout = milliseconds(100);
  const auto transport = http::make_curl_transport(settings);
  EXPECT_EQ(transport->moved(), 0U);
  post(*transport);
  const std::uint64_t after_first = transport->moved();
  EXPECT_GT(after_first, 0U);
  reason_of(post(*transport, std::string(32 << 20, 'x')), Failure::Kind::outcome_unknown);
  EXPECT_GT(transport->moved(), after_first);
}

TEST(Movement, IsSeenThroughANarratingTransport) {
  ScriptedServer server;
  const auto transport =
      http::narrate(http::make_curl_transport(settings_for(server.url())), [](const auto&) {});
  post(*transport);
  EXPECT_GT(transport->moved(), 0U);
}

/// The proxy takes the connection and never says whether it reached the server.
TEST(ConnectTimeout, CoversTheProxyAndIsNotSent) {
  ScriptedServer proxy;
  proxy.then(Behaviour::stall(Behaviour::Moment::request));
  auto settings = settings_for("https://center.invalid");
  settings.proxy = proxy.url();
  settings.connect_timeout = milliseconds(100);
  reason_of(post_once(settings), Failure::Kind::not_sent);
  EXPECT_EQ(proxy.requests().front().method, "CONNECT");
}

/// The server takes the connection and never says a word of TLS.
TEST(ConnectTimeout, CoversTlsAndIsNotSent) {
  ScriptedServer server;
  server.then(Behaviour::stall(Behaviour::Moment::accept));
  auto settings = settings_for("https" + server.url().substr(4));
  settings.connect_timeout = milliseconds(100);
  reason_of(post_once(settings), Failure::Kind::not_sent);
}

TEST(ConnectTimeout, DoesNotLimitTheRequest) {
  ScriptedServer server;
  server.then(Behaviour::trickle(201, "{\"runId\": 1, \"padding\": \"0123456789\"}"));
  auto settings = settings_for(server.url());
  settings.connect_timeout = milliseconds(100);
  EXPECT_EQ(answer_of(post_once(settings)).status, 201);
}

}  // namespace
}  // namespace testcenter::test
