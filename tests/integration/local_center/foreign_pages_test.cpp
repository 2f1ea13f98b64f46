// What a web page from elsewhere, open in a browser on this machine, must not be able to do.
#include "center_test.hpp"

namespace local_center_tests {
namespace {

const std::string one_suite = R"({"project":"P","test":{"name":"T"}})";

class ForeignPages : public CenterTest {
 protected:
  using CenterTest::CenterTest;

  std::string port() const { return std::to_string(center.port()); }

  /// Sends these header lines as they are.
  std::string read(const std::string& path, const std::string& lines) const {
    return raw_exchange(center.port(),
                        "GET " + path + " HTTP/1.1\r\n" + lines + "Connection: close\r\n\r\n");
  }

  std::string write(const std::string& lines) const {
    return raw_exchange(center.port(), "POST /upload/suites HTTP/1.1\r\n" + lines +
                                           "Content-Type: application/json\r\nContent-Length: " +
                                           std::to_string(one_suite.size()) +
                                           "\r\nConnection: close\r\n\r\n" + one_suite);
  }

  std::size_t reports() const { return center.get_json("/api/reports").size(); }
};

auto is_answered_with(int status) {
  return ::testing::StartsWith("HTTP/1.1 " + std::to_string(status) + " ");
}

TEST_F(ForeignPages, read_and_write_nothing_by_a_name_of_their_own_that_leads_here) {
  for (const auto& host : {"evil.example:" + port(), std::string("evil.example"),
                           "localhost.evil.example:" + port(), "127.0.0.1.evil.example:" + port(),
                           "128.0.0.1:" + port(), "[::2]:" + port(), std::string()}) {
    const auto line = "Host: " + host + "\r\n";
    for (const auto* path :
         {"/", "/api/reports", "/api/reports/1", "/api/reports/1/elements",
          "/api/reports/1/failures", "/api/reports/1/search?text=x", "/api/elements/1",
          "/api/elements/1/events", "/api/attachments/1", "/api/status", "/api/live"}) {
      EXPECT_THAT(read(path, line), is_answered_with(403)) << path << " " << host;
    }
    EXPECT_THAT(write(line), is_answered_with(403)) << host;
  }
  EXPECT_EQ(reports(), 0U);
}

TEST_F(ForeignPages, are_told_why_in_one_line) {
  EXPECT_THAT(read("/api/reports", "Host: evil.example\r\n"),
              ::testing::HasSubstr("without --token or --user this center answers to localhost and "
                                   "127.0.0.1 only, not to 'evil.example'"));
}

TEST_F(ForeignPages, cannot_hide_their_name_behind_one_of_ours) {
  const auto two = "Host: localhost:" + port() + "\r\nHost: evil.example:" + port() + "\r\n";
  EXPECT_THAT(read("/api/reports", two), is_answered_with(403));
  EXPECT_THAT(read("/api/reports", ""), is_answered_with(403)) << "no name at all";
}

TEST_F(ForeignPages, are_not_programs_of_this_machine_whichever_of_its_names_these_use) {
  std::size_t written = 0;
  for (const auto* host : {"localhost", "LocalHost", "127.0.0.1", "127.1.2.3", "[::1]"}) {
    for (const auto& line : {std::string(host), host + (":" + port()), host + std::string(":1")}) {
      EXPECT_THAT(read("/api/reports", "Host: " + line + "\r\n"), is_answered_with(200)) << line;
      EXPECT_THAT(write("Host: " + line + "\r\n"), is_answered_with(201)) << line;
      EXPECT_EQ(reports(), ++written);
    }
  }
}

TEST_F(ForeignPages, cannot_write_from_another_origin) {
  const auto host = "Host: localhost:" + port() + "\r\n";
  for (const auto& origin :
       {std::string("https://evil.example"), std::string("null"), std::string("http://localhost"),
        std::string("http://localhost:1"), "http://127.0.0.1:" + port(),
        "http://localhost:" + port() + ".evil.example"}) {
    const auto answer = write(host + "Origin: " + origin + "\r\n");
    EXPECT_THAT(answer, is_answered_with(403)) << origin;
    EXPECT_THAT(answer, ::testing::HasSubstr("a web page of another origin ('" + origin +
                                             "') may not report results"));
  }
  EXPECT_EQ(reports(), 0U);
  EXPECT_THAT(write(host + "Origin: http://localhost:" + port() + "\r\n"), is_answered_with(201));
}

// What is refused is read to its end: else the center would take the rest for another request.
TEST_F(ForeignPages, cannot_put_a_second_request_into_one_that_is_refused) {
  const auto inner =
      "POST /upload/suites HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
      "application/json\r\nContent-Length: " +
      std::to_string(one_suite.size()) + "\r\n\r\n" + one_suite;
  raw_exchange(center.port(),
               "POST /upload/suites HTTP/1.1\r\nHost: evil.example\r\n"
               "Content-Type: text/plain\r\nContent-Length: " +
                   std::to_string(inner.size()) + "\r\n\r\n" + inner);
  EXPECT_EQ(center.get_json("/api/status")["uploadRequests"]["suites"], 1);
  EXPECT_EQ(reports(), 0U);
}

class ForeignPagesAndAToken : public ForeignPages {
 protected:
  ForeignPagesAndAToken() : ForeignPages({"--token", "s3cret"}) {}
};

TEST_F(ForeignPagesAndAToken, do_not_know_it_so_that_the_center_may_have_any_name) {
  const std::string lines = "Host: build.example\r\nAuthorization: Token s3cret\r\n";
  EXPECT_THAT(read("/api/reports", lines), is_answered_with(200));
  EXPECT_THAT(write(lines), is_answered_with(201));
  EXPECT_THAT(write(lines + "Origin: https://evil.example\r\n"), is_answered_with(403));
  EXPECT_THAT(read("/api/reports", "Host: build.example\r\n"), is_answered_with(401));
}

}  // namespace
}  // namespace local_center_tests
