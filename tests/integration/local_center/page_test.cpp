#include "center_test.hpp"

#include <regex>

namespace local_center_tests {
namespace {

class Page : public CenterTest {
 protected:
  httplib::Response page() const {
    const auto answer = get("/");
    EXPECT_TRUE(answer);
    return answer ? *answer : httplib::Response();
  }

  static std::string nonce_in(const std::string& text, const std::string& pattern) {
    std::smatch match;
    return std::regex_search(text, match, std::regex(pattern)) ? match[1].str() : "";
  }
};

TEST_F(Page, is_html_that_no_cache_keeps) {
  const auto answer = page();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.get_header_value("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(answer.get_header_value("Cache-Control"), "no-store");
  EXPECT_EQ(answer.get_header_value("X-Content-Type-Options"), "nosniff");
}

TEST_F(Page, lets_nothing_run_but_its_own_script_and_style) {
  const auto answer = page();
  const auto policy = answer.get_header_value("Content-Security-Policy");
  const auto nonce = nonce_in(policy, "script-src 'nonce-([0-9a-f]{32})';");
  ASSERT_FALSE(nonce.empty()) << policy;
  EXPECT_THAT(policy, ::testing::HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, ::testing::HasSubstr("connect-src 'self'"));
  EXPECT_THAT(policy, ::testing::HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, ::testing::Not(::testing::HasSubstr("unsafe")));
  EXPECT_THAT(answer.body, ::testing::HasSubstr("<script nonce=\"" + nonce + "\">"));
  EXPECT_THAT(answer.body, ::testing::HasSubstr("<style nonce=\"" + nonce + "\">"));
  EXPECT_THAT(answer.body, ::testing::Not(::testing::HasSubstr("NONCE")));
}

// Compressing took the first sight of a large report seconds.
TEST_F(Page, is_not_compressed_nor_are_long_answers) {
  const auto top = suite("suite");
  for (int i = 0; i < 50; ++i) child("cases", top, "a case with a name");
  for (const auto* path : {"/", "/api/reports/1/elements"}) {
    const auto answer =
        httplib::Client("127.0.0.1", center.port()).Get(path, {{"Accept-Encoding", "br, gzip"}});
    ASSERT_TRUE(answer) << path;
    EXPECT_FALSE(answer->has_header("Content-Encoding")) << path;
  }
}

TEST_F(Page, has_another_nonce_each_time) {
  const std::string pattern = "'nonce-([0-9a-f]{32})'";
  EXPECT_NE(nonce_in(page().get_header_value("Content-Security-Policy"), pattern),
            nonce_in(page().get_header_value("Content-Security-Policy"), pattern));
}

TEST_F(Page, needs_nothing_from_elsewhere) {
  const auto body = page().body;
  EXPECT_EQ(body.find("http://"), std::string::npos);
  EXPECT_EQ(body.find("https://"), std::string::npos);
  EXPECT_EQ(body.find("src=\""), std::string::npos);
}

TEST_F(Page, never_reads_reported_text_as_html) {
  const std::string nasty = "<img src=x onerror=alert(1)>";
  event(suite(nasty, {{"project", nasty}, {"batch", nasty}}), "FAIL", nasty);
  const auto body = page().body;
  EXPECT_EQ(body.find(nasty), std::string::npos);
  for (const auto* way : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
                          "DOMParser", "createContextualFragment", "eval(", "new Function"}) {
    EXPECT_EQ(body.find(way), std::string::npos) << way;
  }
  for (const auto* path : {"/api/reports", "/api/reports/1"}) {
    const auto answer = get(path);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->get_header_value("Content-Type"), "application/json");
    EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff");
  }
}

}  // namespace
}  // namespace local_center_tests
