#include "posting.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <string>

namespace testcenter::test {
namespace {

using http::Failure;
using testing::HasSubstr;
using Moment = Behaviour::Moment;
using Kind = Failure::Kind;

TEST(Failures, ARefusedConnectionIsNotSentAndNamesHostAndPort) {
  const RefusingPort port;
  const std::string reason = reason_of(post_once(settings_for(port.url())), Kind::not_sent);
  EXPECT_THAT(reason, HasSubstr(port.url().substr(7)));
}

TEST(Failures, ANameThatDoesNotResolveIsNotSent) {
  auto settings = settings_for("http://nowhere.invalid:8800");
  const std::string reason = reason_of(post_once(settings), Kind::not_sent);
  EXPECT_THAT(reason, HasSubstr("nowhere.invalid"));
}

struct Row {
  const char* name;
  Behaviour behaviour;
  Kind kind;
};

class BrokenServer : public testing::TestWithParam<Row> {};

TEST_P(BrokenServer, IsJudgedByWhatCanHaveReachedIt) {
  ScriptedServer server;
  server.then(GetParam().behaviour);
  auto settings = settings_for(server.url());
  settings.request_timeout = std::chrono::milliseconds(100);
  const std::string reason = reason_of(post_once(settings), GetParam().kind);
  EXPECT_THAT(reason, HasSubstr("127.0.0.1:" + std::to_string(server.port())));
}

TEST_P(BrokenServer, IsReachedAgainAfterwards) {
  ScriptedServer server;
  server.then(GetParam().behaviour);
  auto settings = settings_for(server.url());
  settings.request_timeout = std::chrono::milliseconds(500);
  const auto transport = http::make_curl_transport(settings);
  reason_of(post(*transport), GetParam().kind);
  EXPECT_EQ(answer_of(post(*transport)).status, 201);
}

INSTANTIATE_TEST_SUITE_P(
    All, BrokenServer,
    testing::Values(
        Row{"stalls_before_reading", Behaviour::stall(Moment::accept), Kind::outcome_unknown},
        Row{"stalls_inside_reading", Behaviour::stall(Moment::first_bytes), Kind::outcome_unknown},
        Row{"stalls_after_reading", Behaviour::stall(Moment::request), Kind::outcome_unknown},
        Row{"closes_inside_reading", Behaviour::close(Moment::first_bytes), Kind::outcome_unknown},
        Row{"closes_after_reading", Behaviour::close(Moment::request), Kind::outcome_unknown},
        Row{"resets_after_reading", Behaviour::reset(Moment::request), Kind::outcome_unknown},
        Row{"cuts_the_body_short", Behaviour::cut_short(201, "{\"runId\"", 6),
            Kind::outcome_unknown},
        Row{"cuts_the_head_short", Behaviour::raw("HTTP/1.1 201 Cre"), Kind::outcome_unknown},
        Row{"speaks_no_http", Behaviour::raw("SSH-2.0-OpenSSH_9.2\r\n"), Kind::outcome_unknown}),
    [](const auto& row) { return row.param.name; });

/// Whether the request's bytes were taken by the kernel before the reset came is a race that no
/// client can settle; both verdicts are honest.
TEST(Failures, AResetOnAcceptIsAFailureWithoutAnAnswer) {
  ScriptedServer server;
  server.then(Behaviour::reset(Moment::accept));
  const auto reply = post_once(settings_for(server.url()));
  const auto* failure = std::get_if<Failure>(&reply);
  ASSERT_NE(failure, nullptr);
  EXPECT_TRUE(failure->kind == Kind::not_sent || failure->kind == Kind::outcome_unknown);
  EXPECT_TRUE(server.requests().empty());
}

struct Nonsense {
  const char* name;
  std::function<void(http::ConnectionSettings&)> apply;
  const char* hint;
};

class UnusableSettings : public testing::TestWithParam<Nonsense> {};

TEST_P(UnusableSettings, AreSaidAndNothingIsSent) {
  ScriptedServer server;
  auto settings = settings_for(server.url());
  GetParam().apply(settings);
  EXPECT_THAT(reason_of(post_once(settings), Kind::unusable), HasSubstr(GetParam().hint));
  EXPECT_EQ(server.connections(), 0);
}

INSTANTIATE_TEST_SUITE_P(
    All, UnusableSettings,
    testing::Values(Nonsense{"url_of_another_kind", [](auto& s) { s.base_url = "ftp://host"; },
                             "TESTCENTER_URL"},
                    Nonsense{"url_that_is_none", [](auto& s) { s.base_url = "http://a b:x"; },
                             "TESTCENTER_URL"},
                    Nonsense{"token_with_a_line_end", [](auto& s) { s.token = "a\r\nX-Evil: 1"; },
                             "TESTCENTER_TOKEN"},
                    Nonsense{"proxy_that_is_no_url",
                             [](auto& s) { s.proxy = "http://p:not-a-port"; }, "TESTCENTER_PROXY"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace testcenter::test
