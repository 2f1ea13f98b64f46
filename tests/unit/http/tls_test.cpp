#include "posting.hpp"
#include "tls_server.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <string>
#include <vector>

namespace testcenter::test {
namespace {

using http::Failure;
using testing::HasSubstr;
using testing::Not;

constexpr const char* loopback = "IP:127.0.0.1";

class Tls : public testing::Test {
 protected:
  void SetUp() override { write_certificate(authority_, ca_file_); }
  void TearDown() override {
    for (const std::string& file : {ca_file_, cert_file_, key_file_}) std::remove(file.c_str());
  }

  http::ConnectionSettings trusting(const TlsServer& server) const {
    auto settings = settings_for(server.url());
    settings.ca_file = ca_file_;
    return settings;
  }

  std::string file(const std::string& kind) const {
    return testing::TempDir() + "tls-" +
           testing::UnitTest::GetInstance()->current_test_info()->name() + "-" + kind + ".pem";
  }

  const Certificate authority_ = make_authority("unit-test authority");
  const Certificate good_ = issue(authority_, loopback);
  const std::string ca_file_ = file("ca");
  const std::string cert_file_ = file("cert");
  const std::string key_file_ = file("key");
};

TEST_F(Tls, WithAKnownAuthorityIsGood) {
  const TlsServer server({&good_, nullptr, 0});
  EXPECT_EQ(answer_of(post_once(trusting(server))).status, 201);
  EXPECT_EQ(server.requests(), 1);
}

TEST_F(Tls, WithAnUnknownAuthorityIsRefusedAndSaysWhatToDo) {
  const TlsServer server({&good_, nullptr, 0});
  const std::string reason =
      reason_of(post_once(settings_for(server.url())), Failure::Kind::not_sent);
  EXPECT_THAT(reason, HasSubstr("TESTCENTER_CA_FILE"));
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(Tls, ForAnotherHostIsRefusedAndSaysWhatToDo) {
  const Certificate other = issue(authority_, "DNS:elsewhere.invalid");
  const TlsServer server({&other, nullptr, 0});
  const std::string reason = reason_of(post_once(trusting(server)), Failure::Kind::not_sent);
  EXPECT_THAT(reason,
              HasSubstr("its certificate is for another host: check the host in TESTCENTER_URL"));
  EXPECT_THAT(reason, Not(HasSubstr("TESTCENTER_CA_FILE")));
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(Tls, WithAnExpiredCertificateIsRefusedAndSaysWhatToDo) {
  const Certificate expired = issue(authority_, loopback, -60);
  const TlsServer server({&expired, nullptr, 0});
  const std::string reason = reason_of(post_once(trusting(server)), Failure::Kind::not_sent);
  EXPECT_THAT(reason, HasSubstr("has expired"));
  EXPECT_THAT(reason,
              HasSubstr("; the server needs a new certificate, or this machine another date"));
  EXPECT_THAT(reason, Not(HasSubstr("TESTCENTER_CA_FILE")));
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(Tls, Below1Point2IsRefused) {
  const TlsServer server({&good_, nullptr, TLS1_1_VERSION});
  reason_of(post_once(trusting(server)), Failure::Kind::not_sent);
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(Tls, ShowsTheClientsCertificate) {
  const Certificate client = issue(authority_, "DNS:client.invalid");
  write_certificate(client, cert_file_);
  write_key(client, key_file_);
  const TlsServer server({&good_, &authority_, TLS1_2_VERSION});
  auto settings = trusting(server);
  settings.client_cert = cert_file_;
  settings.client_key = key_file_;
  EXPECT_EQ(answer_of(post_once(settings)).status, 201);
}

TEST_F(Tls, WithoutTheCertificateThatTheServerWantsIsNotSent) {
  const TlsServer server({&good_, &authority_, TLS1_2_VERSION});
  reason_of(post_once(trusting(server)), Failure::Kind::not_sent);
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(Tls, WithAMissingAuthorityFileIsUnusable) {
  const TlsServer server({&good_, nullptr, 0});
  auto settings = trusting(server);
  settings.ca_file = file("missing");
  EXPECT_THAT(reason_of(post_once(settings), Failure::Kind::unusable),
              HasSubstr("TESTCENTER_CA_FILE"));
}

TEST_F(Tls, WithAKeyThatDoesNotFitIsUnusable) {
  write_certificate(issue(authority_, "DNS:client.invalid"), cert_file_);
  write_key(issue(authority_, "DNS:client.invalid"), key_file_);
  const TlsServer server({&good_, nullptr, 0});
  auto settings = trusting(server);
  settings.client_cert = cert_file_;
  settings.client_key = key_file_;
  EXPECT_THAT(reason_of(post_once(settings), Failure::Kind::unusable),
              HasSubstr("TESTCENTER_CLIENT_KEY"));
}

}  // namespace
}  // namespace testcenter::test
