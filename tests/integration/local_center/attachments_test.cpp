// What was uploaded comes back as it was, and in a form that no browser runs.
#include "center_test.hpp"

namespace local_center_tests {
namespace {

class Attachments : public CenterTest {
 protected:
  /// Uploads one file and fetches it.
  httplib::Result there_and_back(const Upload& file) const {
    const json events = {{{"runId", suite("suite")}, {"type", "LOG"}, {"attachment", file.name}}};
    EXPECT_EQ(post_form(events.dump(), {file}).status, 207);
    const auto elements = tree()["elements"];
    return get(elements.back()["events"][0]["attachment"]["url"]);
  }
};

TEST_F(Attachments, come_back_byte_for_byte) {
  const std::string content("\x89PNG\r\n\x1a\n\0\xff", 10);
  const auto answer = there_and_back({"a.png", "image/png", content});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, content);
  EXPECT_EQ(answer->get_header_value("Content-Type"), "image/png");
}

TEST_F(Attachments, without_a_byte_have_an_answer_that_ends) {
  const auto answer = there_and_back({"empty.png", "image/png", ""});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "");
  EXPECT_EQ(answer->get_header_value("Content-Length"), "0");
  EXPECT_EQ(answer->get_header_value("Content-Type"), "image/png");
}

TEST_F(Attachments, are_listed_with_name_type_size_and_url) {
  there_and_back({"a b.txt", "text/plain", "hello"});
  EXPECT_EQ(tree()["elements"][0]["events"][0]["attachment"],
            json({{"name", "a b.txt"},
                  {"mime", "text/plain"},
                  {"size", 5},
                  {"url", "/api/attachments/1"}}));
}

TEST_F(Attachments, never_run_in_a_browser) {
  const std::string script = "<script>alert(1)</script>";
  for (const auto* mime :
       {"text/html", "application/xhtml+xml", "text/xml", "application/javascript",
        "Text/HTML; charset=utf-8", "image/png, text/html"}) {
    const auto answer = there_and_back({"page.html", mime, script});
    ASSERT_TRUE(answer) << mime;
    EXPECT_EQ(answer->get_header_value("Content-Type"), "application/octet-stream") << mime;
    EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff") << mime;
    EXPECT_EQ(answer->get_header_value("Content-Security-Policy"), "sandbox; default-src 'none'");
    EXPECT_EQ(answer->get_header_value("Content-Disposition").rfind("attachment;", 0), 0U) << mime;
  }
}

TEST_F(Attachments, that_are_svg_are_pictures_in_a_page_and_downloads_by_themselves) {
  const auto answer = there_and_back({"a.svg", "Image/SVG+XML", "<svg/>"});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->get_header_value("Content-Type"), "image/svg+xml");
  EXPECT_EQ(answer->get_header_value("Content-Disposition"), "attachment; filename*=UTF-8''a.svg");
  EXPECT_EQ(answer->get_header_value("Content-Security-Policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff");
}

TEST_F(Attachments, are_shown_as_plain_text_where_they_are) {
  const auto answer = there_and_back({"a.txt", "text/plain", "<b>hello</b>"});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->get_header_value("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(answer->get_header_value("Content-Disposition").rfind("inline;", 0), 0U);
  EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff");
}

TEST_F(Attachments, put_no_name_into_a_header_unescaped) {
  there_and_back({"\xC3\xA4; x='.txt", "text/plain", "x"});
  const auto answer = raw_exchange(
      center.port(),
      "GET /api/attachments/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, ::testing::HasSubstr("Content-Disposition: inline; "
                                           "filename*=UTF-8''%C3%A4%3B%20x%3D%27.txt\r\n"));
}

TEST_F(Attachments, that_are_unknown_are_404) {
  for (const auto* path :
       {"/api/attachments/1", "/api/attachments/x", "/api/attachments/99999999999999999999"}) {
    const auto answer = get(path);
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->status, 404) << path;
  }
}

}  // namespace
}  // namespace local_center_tests
