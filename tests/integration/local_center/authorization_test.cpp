#include "center_test.hpp"

namespace local_center_tests {
namespace {

class Authorization : public CenterTest {
 protected:
  using CenterTest::CenterTest;

  int upload_with(const std::string& authorization) const {
    httplib::Headers headers;
    if (!authorization.empty()) headers.emplace("Authorization", authorization);
    const auto answer =
        post_raw("suites", R"({"project":"P","test":{"name":"T"}})", "application/json", headers);
    if (answer.status == 401) expect_refused(answer, "authorization is missing or wrong", 401);
    return answer.status;
  }

  int read_with(const std::string& path, const std::string& authorization) const {
    httplib::Headers headers;
    if (!authorization.empty()) headers.emplace("Authorization", authorization);
    const auto answer = httplib::Client("127.0.0.1", center.port()).Get(path.c_str(), headers);
    return answer ? answer->status : 0;
  }

  static std::string basic(const std::string& name, const std::string& password) {
    return httplib::make_basic_authentication_header(name, password).second;
  }
};

class TokenAuthorization : public Authorization {
 protected:
  TokenAuthorization() : Authorization({"--token", "s3cret"}) {}
};

TEST_F(TokenAuthorization, lets_only_the_token_upload) {
  EXPECT_EQ(upload_with("Token s3cret"), 201);
  for (const auto& wrong :
       {std::string(), std::string("Token"), std::string("Token s3cre"),
        std::string("Token s3cret2"), std::string("token s3cret"), std::string("Bearer s3cret"),
        basic("token", "s3cret"), basic("", "")}) {
    EXPECT_EQ(upload_with(wrong), 401) << wrong;
  }
}

TEST_F(TokenAuthorization, counts_what_it_refuses_and_never_shows_the_token) {
  upload_with("Token guess");
  const auto status = center.get_json("/api/status");
  EXPECT_EQ(status["breaches"], 1);
  EXPECT_EQ(status.dump().find("s3cret"), std::string::npos);
  EXPECT_EQ(status.dump().find("guess"), std::string::npos);
}

TEST_F(TokenAuthorization, guards_everything_that_can_be_read) {
  for (const auto* path :
       {"/", "/api/reports", "/api/reports/1", "/api/reports/1/elements", "/api/reports/1/failures",
        "/api/reports/1/search?text=x", "/api/elements/1", "/api/elements/1/events", "/api/status",
        "/api/live", "/api/attachments/1"}) {
    EXPECT_EQ(read_with(path, ""), 401) << path;
  }
}

TEST_F(TokenAuthorization, lets_a_browser_read_with_the_token_as_password) {
  EXPECT_EQ(read_with("/", basic("token", "s3cret")), 200);
  EXPECT_EQ(read_with("/api/reports", "Token s3cret"), 200);
  const auto refused = get("/");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->get_header_value("WWW-Authenticate").rfind("Basic realm=", 0), 0U);
}

TEST_F(TokenAuthorization, keeps_the_connection_in_order_after_a_refusal) {
  httplib::Client client("127.0.0.1", center.port());
  client.set_keep_alive(true);
  const auto body = std::string(R"({"project":"P","test":{"name":"T"}})");
  ASSERT_EQ(client.Post("/upload/suites", body, "application/json")->status, 401);
  ASSERT_EQ(
      client.Post("/upload/suites", {{"Authorization", "Token s3cret"}}, body, "application/json")
          ->status,
      201);
}

class UserAuthorization : public Authorization {
 protected:
  UserAuthorization() : Authorization({"--user", "tester:pass:word"}) {}
};

TEST_F(UserAuthorization, lets_only_this_name_and_password_in) {
  EXPECT_EQ(upload_with(basic("tester", "pass:word")), 201);
  EXPECT_EQ(read_with("/api/reports", basic("tester", "pass:word")), 200);
  EXPECT_EQ(upload_with(basic("tester", "pass")), 401);
  EXPECT_EQ(upload_with(basic("other", "pass:word")), 401);
  EXPECT_EQ(upload_with("Token tester:pass:word"), 401);
  EXPECT_EQ(upload_with(""), 401);
  EXPECT_EQ(read_with("/api/reports", ""), 401);
}

class BothAuthorizations : public Authorization {
 protected:
  BothAuthorizations() : Authorization({"--token", "t", "--user", "u:p"}) {}
};

TEST_F(BothAuthorizations, let_each_in) {
  EXPECT_EQ(upload_with("Token t"), 201);
  EXPECT_EQ(upload_with(basic("u", "p")), 201);
  EXPECT_EQ(upload_with(""), 401);
}

class NoAuthorization : public Authorization {};

TEST_F(NoAuthorization, lets_everybody_in) {
  EXPECT_EQ(upload_with(""), 201);
  EXPECT_EQ(upload_with("Token whatever"), 201);
}

}  // namespace
}  // namespace local_center_tests
