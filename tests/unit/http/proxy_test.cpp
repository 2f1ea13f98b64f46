#include "posting.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>

#include <string>

namespace testcenter::test {
namespace {

using http::Failure;
using testing::HasSubstr;
using testing::Not;

/// "http://user:p%40ss@127.0.0.1:1234"
std::string with_credentials(const ScriptedServer& proxy) {
  return "http://user:p%40ss@" + proxy.url().substr(7);
}

constexpr const char* encoded_credentials = "Basic dXNlcjpwQHNz";  // user:p@ss

TEST(Proxy, IsAskedInsteadOfTheServer) {
  ScriptedServer proxy;
  auto settings = settings_for("http://center.invalid:8800");
  settings.proxy = with_credentials(proxy);
  settings.token = "zX4A";
  EXPECT_EQ(answer_of(post_once(settings)).status, 201);
  const SeenRequest seen = proxy.requests().front();
  EXPECT_EQ(seen.target, "http://center.invalid:8800/upload/cases");
  EXPECT_EQ(seen.header("Proxy-Authorization"), encoded_credentials);
  EXPECT_EQ(seen.header("Authorization"), "Token zX4A");
}

TEST(Proxy, ThatTunnelsNeverSeesTheServersCredentials) {
  ScriptedServer proxy;
  proxy.then(Behaviour::answer(502));
  auto settings = settings_for("https://center.invalid");
  settings.proxy = with_credentials(proxy);
  settings.token = "zX4A";
  reason_of(post_once(settings), Failure::Kind::not_sent);
  const SeenRequest seen = proxy.requests().front();
  EXPECT_EQ(seen.method, "CONNECT");
  EXPECT_EQ(seen.header("Proxy-Authorization"), encoded_credentials);
  EXPECT_FALSE(seen.has_header("Authorization"));
}

TEST(Proxy, ThatTunnelsNeverSeesUserAndPassword) {
  ScriptedServer proxy;
  proxy.then(Behaviour::answer(502));
  auto settings = settings_for("https://center.invalid");
  settings.proxy = proxy.url();
  settings.user = "admin";
  settings.password = "QtRocks";
  reason_of(post_once(settings), Failure::Kind::not_sent);
  EXPECT_FALSE(proxy.requests().front().has_header("Authorization"));
  EXPECT_FALSE(proxy.requests().front().has_header("Proxy-Authorization"));
}

TEST(Proxy, ThatDoesNotKnowThePasswordIsAskedOnceAndThePasswordIsNotShown) {
  ScriptedServer proxy;
  proxy.then(Behaviour::answer(407));
  auto settings = settings_for("https://center.invalid");
  settings.proxy = with_credentials(proxy);
  const std::string reason = reason_of(post_once(settings), Failure::Kind::unusable);
  EXPECT_THAT(reason, HasSubstr("407"));
  EXPECT_THAT(reason, HasSubstr("check the user and password in TESTCENTER_PROXY"));
  EXPECT_THAT(reason, Not(HasSubstr("p@ss")));
  EXPECT_THAT(reason, Not(HasSubstr("p%40ss")));
}

TEST(Proxy, ThatTunnelsIntoNonsenseIsNotSent) {
  ScriptedServer proxy;
  proxy.then(Behaviour::raw("HTTP/1.1 200 Connection established\r\n\r\nthis is no TLS"));
  auto settings = settings_for("https://center.invalid");
  settings.proxy = proxy.url();
  reason_of(post_once(settings), Failure::Kind::not_sent);
}

TEST(Proxy, ThatIsDownIsNotSent) {
  const RefusingPort port;
  ScriptedServer server;
  auto settings = settings_for(server.url());
  settings.proxy = port.url();
  reason_of(post_once(settings), Failure::Kind::not_sent);
  EXPECT_EQ(server.connections(), 0);
}

}  // namespace
}  // namespace testcenter::test
