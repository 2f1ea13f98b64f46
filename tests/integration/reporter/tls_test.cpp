// The local center behind nginx, as servers really stand: with TLS, with certificates good and bad,
// and behind a proxy that wants a password.

#include "integration/reporter/actor_run.hpp"
#include "integration/reporter/tree.hpp"
#include "support/certificates/certificates.hpp"
#include "support/forward_proxy/forward_proxy.hpp"
#include "support/local_center/local_center_process.hpp"
#include "support/nginx/nginx_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace testcenter::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* loopback = "IP:127.0.0.1";

class SecureCenter : public testing::Test {
 protected:
  SecureCenter() { write_certificate(authority_, ca_file_); }

  /// With all that it needs to report to the center.
  void let_in(Actor& actor) const {
    actor.set("TESTCENTER_CA_FILE", ca_file_).set("TESTCENTER_TOKEN", "canary-7391");
  }

  void expect_reported(const Actor& actor) {
    const ActorRun run = actor.run(small_run);
    EXPECT_EQ(small_run_results, run.count("acknowledged")) << run.err;
    EXPECT_EQ(0U, run.count("possible_duplicates"));
    EXPECT_THAT(actor.kept(), IsEmpty());
    EXPECT_THAT(outline(center_.get_json("/api/reports/1")), SizeIs(small_run_results));
  }

  /// The tests are as ever, nothing arrives, one line says why, and all of it is kept.
  void expect_kept(Actor& actor, const char* words) {
    actor.set("TESTCENTER_STALL_TIMEOUT", "2");
    const ActorRun run = actor.run(small_run);
    EXPECT_EQ(0, run.exit_code);
    EXPECT_TRUE(adds_up(run));
    EXPECT_EQ(small_run_results, run.count("pending"));
    EXPECT_THAT(actor.kept(), SizeIs(1));
    EXPECT_THAT(run.err, AllOf(HasSubstr(words), Not(HasSubstr("canary"))));
    EXPECT_EQ(run.err.find(words), run.err.rfind(words)) << "said once\n" << run.err;
    EXPECT_THAT(center_.get_json("/api/reports"), SizeIs(0));
  }

  NginxProcess front(const Certificate& own, const Certificate* clients_authority = nullptr) const {
    return NginxProcess({&own, clients_authority, center_.port()});
  }

  LocalCenterProcess center_{{"--token", "canary-7391"}};
  const TemporaryFolder folder_;
  const std::string ca_file_ = folder_.path("ca.pem");
  const Certificate authority_ = make_authority("an authority of our own");
  const Certificate good_ = issue(authority_, loopback);
};

TEST_F(SecureCenter, WithAGoodCertificateGetsEverything) {
  const NginxProcess nginx = front(good_);
  Actor actor(nginx.url());
  let_in(actor);
  expect_reported(actor);
}

TEST_F(SecureCenter, WithACertificateForAnotherHostGetsNothing) {
  const Certificate other = issue(authority_, "DNS:elsewhere.invalid");
  const NginxProcess nginx = front(other);
  Actor actor(nginx.url());
  let_in(actor);
  expect_kept(actor, "its certificate is for another host: check the host in TESTCENTER_URL");
}

TEST_F(SecureCenter, WithAnExpiredCertificateGetsNothing) {
  const Certificate expired = issue(authority_, loopback, -60);
  const NginxProcess nginx = front(expired);
  Actor actor(nginx.url());
  let_in(actor);
  expect_kept(actor, "certificate has expired");
}

TEST_F(SecureCenter, OfAnUnknownAuthorityGetsNothing) {
  const NginxProcess nginx = front(good_);
  Actor actor(nginx.url());
  let_in(actor);
  actor.set("TESTCENTER_CA_FILE", "");
  expect_kept(actor, "check TESTCENTER_CA_FILE");
}

TEST_F(SecureCenter, ThatWantsACertificateIsShownOne) {
  const Certificate client = issue(authority_, "DNS:client.invalid");
  write_certificate(client, folder_.path("client.pem"));
  write_key(client, folder_.path("client.key"));
  const NginxProcess nginx = front(good_, &authority_);
  Actor actor(nginx.url());
  let_in(actor);
  actor.set("TESTCENTER_CLIENT_CERT", folder_.path("client.pem"));
  actor.set("TESTCENTER_CLIENT_KEY", folder_.path("client.key"));
  expect_reported(actor);
}

TEST_F(SecureCenter, ThatWantsACertificateSaysSoToWhoHasNone) {
  const NginxProcess nginx = front(good_, &authority_);
  Actor actor(nginx.url());
  let_in(actor);
  expect_kept(actor, "No required SSL certificate was sent");
}

TEST_F(SecureCenter, ThatIsDownBehindItsFrontIsTriedAgainAndKept) {
  center_.stop();
  const NginxProcess nginx = front(good_);
  Actor actor(nginx.url());
  let_in(actor);
  actor.set("TESTCENTER_STALL_TIMEOUT", "2");
  const ActorRun run = actor.run(small_run);
  EXPECT_EQ(small_run_results, run.count("pending"));
  EXPECT_THAT(actor.kept(), SizeIs(1));
  EXPECT_THAT(run.err, HasSubstr("502 Bad Gateway"));
}

constexpr const char* user_and_password = "Basic c3F1aXNoOnA6d0A=";  // squish:p:w@

class CenterBehindProxy : public SecureCenter {
 protected:
  std::string with(const char* credentials) const {
    return std::string("http://") + credentials + "@" + proxy_.address();
  }
  ForwardProxy proxy_{user_and_password};
};

TEST_F(CenterBehindProxy, GetsEverythingWithTheRightPassword) {
  Actor actor(center_.url());
  actor.set("TESTCENTER_TOKEN", "canary-7391").set("TESTCENTER_PROXY", with("squish:p%3Aw%40"));
  expect_reported(actor);
  EXPECT_THAT(proxy_.asked(), SizeIs(3));
}

TEST_F(CenterBehindProxy, GetsEverythingThroughATunnelThatSeesNoToken) {
  const NginxProcess nginx = front(good_);
  Actor actor(nginx.url());
  let_in(actor);
  actor.set("TESTCENTER_PROXY", with("squish:p%3Aw%40"));
  expect_reported(actor);
  ASSERT_THAT(proxy_.asked(), SizeIs(1));
  EXPECT_EQ("CONNECT", proxy_.asked()[0].method);
  EXPECT_FALSE(proxy_.asked()[0].has_header("Authorization"));
}

TEST_F(CenterBehindProxy, IsNotReachedWithAWrongPasswordAndItIsTriedOnce) {
  // A proxy may lock an account after a few wrong passwords.
  Actor actor(center_.url());
  actor.set("TESTCENTER_PROXY", with("squish:canary"));
  expect_kept(actor,
              "407 Proxy Authentication Required; check the user and password in TESTCENTER_PROXY");
  EXPECT_THAT(proxy_.asked(), SizeIs(1));
}

TEST_F(CenterBehindProxy, IsNotReachedThroughATunnelWithAWrongPasswordAndItIsTriedOnce) {
  const NginxProcess nginx = front(good_);
  Actor actor(nginx.url());
  let_in(actor);
  actor.set("TESTCENTER_PROXY", with("squish:canary"));
  expect_kept(actor, "check the user and password in TESTCENTER_PROXY");
  EXPECT_THAT(proxy_.asked(), SizeIs(1));
}

TEST_F(CenterBehindProxy, IsNotReachedWithoutAPassword) {
  Actor actor(center_.url());
  actor.set("TESTCENTER_PROXY", "http://" + proxy_.address());
  expect_kept(actor, "check the user and password in TESTCENTER_PROXY");
}

TEST_F(CenterBehindProxy, ThatIsDownIsKeptFor) {
  center_.stop();
  Actor actor(center_.url());
  actor.set("TESTCENTER_PROXY", with("squish:p%3Aw%40")).set("TESTCENTER_STALL_TIMEOUT", "2");
  const ActorRun run = actor.run(small_run);
  EXPECT_EQ(small_run_results, run.count("pending"));
  EXPECT_THAT(run.err, HasSubstr("502"));
}

}  // namespace
}  // namespace testcenter::test
