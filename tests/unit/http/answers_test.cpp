#include "http/secrets.hpp"
#include "posting.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace testcenter::test {
namespace {

using std::chrono::milliseconds;
using testing::Optional;

http::Response answer_to(const Behaviour& behaviour) {
  ScriptedServer server;
  server.then(behaviour);
  return answer_of(post_once(settings_for(server.url())));
}

TEST(Request, CarriesPathBodyTypeAndAgent) {
  ScriptedServer server;
  const auto transport = http::make_curl_transport(settings_for(server.url() + "/base"));
  post(*transport, "{\"a\": 1}", "/upload/cases");
  ASSERT_EQ(server.requests().size(), 1U);
  const SeenRequest seen = server.requests().front();
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.target, "/base/upload/cases");
  EXPECT_EQ(seen.body, "{\"a\": 1}");
  EXPECT_EQ(seen.header("Content-Type"), "application/json");
  EXPECT_EQ(seen.header("User-Agent"), "unit-test/1");
  EXPECT_FALSE(seen.has_header("Expect"));
  EXPECT_FALSE(seen.has_header("Authorization"));
  EXPECT_FALSE(seen.has_header("Accept-Encoding"));
}

TEST(Request, OfALargeBodyDoesNotWaitForPermission) {
  ScriptedServer server;
  const std::string large(3 << 20, 'x');
  EXPECT_EQ(answer_of(post(*http::make_curl_transport(settings_for(server.url())), large)).status,
            201);
  EXPECT_EQ(server.requests().front().body.size(), large.size());
  EXPECT_FALSE(server.requests().front().has_header("Expect"));
}

TEST(Request, CarriesTheToken) {
  ScriptedServer server;
  auto settings = settings_for(server.url());
  settings.token = "zX4A";
  post_once(settings);
  EXPECT_EQ(server.requests().front().header("Authorization"), "Token zX4A");
}

TEST(Request, CarriesUserAndPassword) {
  ScriptedServer server;
  auto settings = settings_for(server.url());
  settings.user = "admin@qt.io";
  settings.password = "QtRocks";
  post_once(settings);
  EXPECT_EQ(server.requests().front().header("Authorization"),
            "Basic YWRtaW5AcXQuaW86UXRSb2Nrcw==");
}

TEST(Request, IsNotSentAgainWithCredentialsThatWereRefused) {
  ScriptedServer server;
  server.then(Behaviour::answer(401, "{}", {{"WWW-Authenticate", "Basic realm=\"x\""}}));
  auto settings = settings_for(server.url());
  settings.user = "admin";
  settings.password = "wrong";
  EXPECT_EQ(answer_of(post_once(settings)).status, 401);
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Answers, ComeWithStatusTypeAndBody) {
  const auto answer = answer_to(
      Behaviour::answer(400, "{\"code\": 400}", {{"Content-Type", "Application/JSON; a=b"}}));
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.content_type, "application/json; a=b");
  EXPECT_EQ(answer.body, "{\"code\": 400}");
}

TEST(Answers, MayHaveNoBody) {
  const auto answer = answer_to(Behaviour::answer(204));
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.body, "");
}

TEST(Answers, MayTrickleIn) {
  const auto answer = answer_to(Behaviour::trickle(201, "{\"runId\": 7}"));
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, "{\"runId\": 7}");
}

TEST(Answers, AreCutWhereTheyAreTooLarge) {
  const auto answer = answer_to(Behaviour::answer(500, std::string(5 << 20, 'x')));
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body.size(), std::size_t{1} << 20);
  EXPECT_TRUE(answer.is_cut);
}

TEST(Answers, MayBeAsLongAsTheRequestSays) {
  const std::string body(5 << 20, 'x');
  ScriptedServer server;
  server.then(Behaviour::answer(207, body));
  http::Request request;
  request.path = "/upload/events";
  request.parts.push_back({"eventData", {}, {}, "[]", {}});
  request.longest_answer = body.size();
  const auto answer =
      answer_of(http::make_curl_transport(settings_for(server.url()))->post(request));
  EXPECT_EQ(answer.body.size(), body.size());
  EXPECT_FALSE(answer.is_cut);
}

TEST(Answers, ThatWereTooLargeLeaveTheTransportUsable) {
  ScriptedServer server;
  server.then(Behaviour::answer(201, std::string(5 << 20, 'x')));
  const auto transport = http::make_curl_transport(settings_for(server.url()));
  EXPECT_EQ(answer_of(post(*transport)).status, 201);
  EXPECT_EQ(answer_of(post(*transport)).body, "{\"runId\": 1}");
}

TEST(Answers, ComeAsTheyAreWithWhatNobodyMaySeeOfThem) {
  const std::string body = R"([{"code": 401, "body": "I do not know 1, nor Basic YTox"}])";
  for (const int status : {200, 201, 207, 400}) {
    ScriptedServer server;
    server.then(Behaviour::answer(status, body));
    auto settings = settings_for(server.url());
    settings.user = "a";
    settings.password = "1";
    const auto answer = answer_of(post_once(settings));
    EXPECT_EQ(answer.body, body) << status;
    EXPECT_EQ(http::without_secrets("not 1, nor Basic YTox", answer.secrets),
              "not ***, nor Basic ***");
  }
}

TEST(Answers, HideALoneUserIfItMayBeAKey) {
  for (const auto& [user, shown] : {std::pair("ci", "ci"), std::pair("key-73914", "***")}) {
    ScriptedServer proxy;
    auto settings = settings_for("http://center.invalid");
    settings.proxy = std::string("http://") + user + "@" + proxy.url().substr(7);
    EXPECT_EQ(http::without_secrets(user, answer_of(post_once(settings)).secrets), shown);
  }
}

TEST(Secrets, ThatStandInEachOtherAreHiddenAsAWhole) {
  std::vector<std::string> secrets;
  http::add_secret(secrets, "Y");
  http::add_credentials(secrets, "a", "1");  // YTox
  EXPECT_EQ(http::without_secrets("Y and YTox", secrets), "*** and ***");
}

TEST(Answers, ThatRedirectAreNotFollowed) {
  ScriptedServer elsewhere;
  ScriptedServer server;
  const std::string location = elsewhere.url() + "/login?next=upload";
  server.then(Behaviour::answer(302, "", {{"Location", location}}));
  auto settings = settings_for(server.url());
  settings.token = "secret";
  const auto answer = answer_of(post_once(settings));
  EXPECT_EQ(answer.status, 302);
  EXPECT_EQ(answer.location, location);
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST(Answers, MayTellHowLongToWait) {
  const auto answer = answer_to(Behaviour::answer(429, "", {{"Retry-After", "7"}}));
  EXPECT_THAT(answer.retry_after, Optional(milliseconds(7000)));
}

TEST(Answers, MayTellADateToWaitFor) {
  const auto answer =
      answer_to(Behaviour::answer(503, "",
                                  {{"Date", "Wed, 21 Oct 2015 07:28:00 GMT"},
                                   {"Retry-After", "Wed, 21 Oct 2015 07:28:30 GMT"}}));
  EXPECT_THAT(answer.retry_after, Optional(milliseconds(30000)));
}

TEST(Answers, MayTellNonsense) {
  const auto answer = answer_to(Behaviour::answer(429, "", {{"Retry-After", "soon"}}));
  EXPECT_EQ(answer.retry_after, std::nullopt);
}

TEST(Answers, AfterAnInterimOneAreTheLastOne) {
  const auto answer = answer_to(Behaviour::raw("HTTP/1.1 102 Processing\r\nRetry-After: 5\r\n\r\n" +
                                               answer_bytes(201, "{}")));
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, "{}");
  EXPECT_EQ(answer.retry_after, std::nullopt);
}

TEST(Answers, DoNotLeakIntoTheNextOne) {
  ScriptedServer server;
  server.then(Behaviour::answer(429, "busy", {{"Retry-After", "7"}, {"Location", "/x"}}));
  const auto transport = http::make_curl_transport(settings_for(server.url()));
  post(*transport);
  const auto answer = answer_of(post(*transport));
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, "{\"runId\": 1}");
  EXPECT_EQ(answer.location, "");
  EXPECT_EQ(answer.retry_after, std::nullopt);
}

}  // namespace
}  // namespace testcenter::test
