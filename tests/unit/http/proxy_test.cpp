#include "http/secrets.hpp"
#include "posting.hpp"
#include "support/scripted_server/scripted_server.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <map>
#include <optional>
#include <string>

namespace testcenter::test {
namespace {

using http::Failure;
using testing::AllOf;
using testing::EndsWith;
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

/// The proxies of the environment, for one test.
class ProxyOfTheEnvironment : public testing::Test {
 protected:
  ~ProxyOfTheEnvironment() override {
    for (const auto& [name, value] : before_) set(name, value);
  }

  void let(const std::string& name, const std::string& value) { set(name, value); }
  Failure failure_of(const std::string& url) const {
    const http::Reply reply = post_once(settings_for(url));
    const auto* failure = std::get_if<Failure>(&reply);
    return failure != nullptr ? *failure : Failure{Failure::Kind::aborted, "there was an answer"};
  }

  const RefusingPort port_;
  const std::string address_ = port_.url().substr(7);

 private:
  using Value = std::optional<std::string>;

  static void set(const std::string& name, const Value& value) {
    value ? setenv(name.c_str(), value->c_str(), 1) : unsetenv(name.c_str());
  }
  static std::map<std::string, Value> take_away() {
    std::map<std::string, Value> before;
    for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                             "no_proxy", "NO_PROXY"}) {
      const char* const value = std::getenv(name);
      before[name] = value != nullptr ? Value(value) : Value();
      unsetenv(name);
    }
    return before;
  }

  const std::map<std::string, Value> before_ = take_away();
};

TEST_F(ProxyOfTheEnvironment, ThatIsDownIsNamedWithItsVariableAndWithoutItsCredentials) {
  for (const char* variable : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    let(variable, "http://squish:canary@" + address_);
    const Failure failure = failure_of("https://center.invalid");
    EXPECT_EQ(failure.kind, Failure::Kind::not_sent);
    EXPECT_EQ(failure.cause, Failure::Cause::proxy) << failure.reason;
    EXPECT_THAT(failure.reason, AllOf(HasSubstr("cannot reach center.invalid:443 through "
                                                "http://***@" +
                                                address_ + ", the proxy of " + variable + ": "),
                                      EndsWith(std::string("; check ") + variable)));
    EXPECT_THAT(failure.reason, Not(HasSubstr("canary")));
    let(variable, "");
  }
  let("http_proxy", address_);
  EXPECT_THAT(failure_of("http://center.invalid").reason, EndsWith("; check http_proxy"));
}

TEST_F(ProxyOfTheEnvironment, MayHaveAKeyForAUserThatIsNotShown) {
  let("https_proxy", "http://canary-73@" + address_);
  EXPECT_THAT(failure_of("https://center.invalid").reason,
              AllOf(HasSubstr("through http://***@" + address_), Not(HasSubstr("canary"))));
  ScriptedServer proxy;
  let("http_proxy", "http://canary-73@" + proxy.url().substr(7));
  const auto answer = answer_of(post_once(settings_for("http://center.invalid")));
  EXPECT_EQ(http::without_secrets("who is canary-73?", answer.secrets), "who is ***?");
}

TEST_F(ProxyOfTheEnvironment, ThatIsUnknownIsNamedWithItsVariable) {
  let("https_proxy", "http://proxy.invalid:3128");
  const Failure failure = failure_of("https://center.invalid");
  EXPECT_EQ(failure.cause, Failure::Cause::proxy);
  EXPECT_THAT(failure.reason, EndsWith("; check https_proxy"));
}

TEST_F(ProxyOfTheEnvironment, ThatWantsAPasswordIsAskedOnceAndNamed) {
  ScriptedServer proxy;
  proxy.then(Behaviour::answer(407));
  let("https_proxy", proxy.url());
  const Failure failure = failure_of("https://center.invalid");
  EXPECT_EQ(failure.kind, Failure::Kind::unusable);
  EXPECT_EQ(failure.cause, Failure::Cause::proxy);
  EXPECT_THAT(failure.reason, EndsWith("; check the user and password in https_proxy"));
}

TEST_F(ProxyOfTheEnvironment, IsNotNamedWhereItIsNotAsked) {
  let("https_proxy", "http://" + address_);
  let("no_proxy", "center.invalid");
  const Failure kept_out = failure_of("https://center.invalid");
  EXPECT_EQ(kept_out.cause, Failure::Cause::name) << kept_out.reason;
  EXPECT_THAT(kept_out.reason, Not(HasSubstr("https_proxy")));
  const Failure other_scheme = failure_of("http://center.invalid");
  EXPECT_EQ(other_scheme.cause, Failure::Cause::name) << other_scheme.reason;
  const Failure loopback = failure_of("https://" + address_);
  EXPECT_EQ(loopback.cause, Failure::Cause::connection) << loopback.reason;
}

TEST_F(ProxyOfTheEnvironment, IsKeptOutByNoProxyInEitherSpelling) {
  let("https_proxy", "http://" + address_);
  let("no_proxy", "");
  let("NO_PROXY", "center.invalid");
  EXPECT_EQ(failure_of("https://center.invalid").cause, Failure::Cause::name);
  let("no_proxy", "elsewhere.invalid");
  EXPECT_EQ(failure_of("https://center.invalid").cause, Failure::Cause::proxy);
}

// A test that calls setenv() while the sender's thread reads the environment may crash it.

TEST_F(ProxyOfTheEnvironment, IsTheOneOfWhenReportingBegan) {
  let("https_proxy", "http://" + address_);
  const auto transport = http::make_curl_transport(settings_for("https://center.invalid"));
  let("https_proxy", "");
  let("no_proxy", "center.invalid");
  EXPECT_EQ(std::get<Failure>(post(*transport)).cause, Failure::Cause::proxy);
}

TEST_F(ProxyOfTheEnvironment, IsNoneIfThereWasNoneWhenReportingBegan) {
  const auto transport = http::make_curl_transport(settings_for("https://center.invalid"));
  let("https_proxy", "http://" + address_);
  EXPECT_EQ(std::get<Failure>(post(*transport)).cause, Failure::Cause::name);
}

TEST_F(ProxyOfTheEnvironment, StaysKeptOutWhereItWasWhenReportingBegan) {
  let("https_proxy", "http://" + address_);
  let("no_proxy", "center.invalid");
  const auto transport = http::make_curl_transport(settings_for("https://center.invalid"));
  let("no_proxy", "");
  EXPECT_EQ(std::get<Failure>(post(*transport)).cause, Failure::Cause::name);
}

}  // namespace
}  // namespace testcenter::test
