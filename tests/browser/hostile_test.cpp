// Whatever a test reports is text, in every field.
#include "page_test.hpp"

namespace testcenter::test {
namespace {

class HostilePage : public PageTest {
 protected:
  /// Runs wherever text is read as HTML; the number says in which field.
  static std::string attack(int field) {
    const auto act = "window.hacked=" + std::to_string(field);
    return "\"'><img src=x onerror=\"" + act + "\"><script>" + act + "</script>" +
           std::to_string(field);
  }

  void expect_untouched(int fields) {
    EXPECT_TRUE(browser().run("return window.hacked === undefined").get<bool>());
    EXPECT_EQ(browser().run("return document.querySelectorAll('img[src=x], main script, dialog "
                            "script, [onerror], a[href^=\"javascript:\" i]').length"),
              0);
    for (const auto field : shown_) EXPECT_LE(field, fields);
  }

  /// The field's text stands in the page as it is.
  void sees_attack(int field) {
    browser().wait_for("document.body.textContent.includes(" + json(attack(field)).dump() + ")");
    shown_.push_back(field);
  }

  std::vector<int> shown_;
};

TEST_F(HostilePage, shows_every_field_as_text) {
  Writer writer(center);
  const json labels = {
      {{"key", attack(1)}, {"value", attack(2)}},
      {{"key", ".reference.url"}, {"value", "javascript:window.hacked=3"}},
      {{"key", ".git.revision"}, {"value", "[" + attack(4) + "](JavaScript:window.hacked=4)"}},
      {{"key", ".hidden" + attack(5)}, {"value", attack(6)}}};
  const auto top =
      writer.suite(attack(7), {{"project", attack(8)}, {"batch", attack(9)}, {"labels", labels}});
  const auto test = writer.child("cases", top, attack(10),
                                 {{"summary", attack(11)}, {"description", attack(12)}});
  const json event = {
      {"runId", test},
      {"type", "FAIL"},
      {"message", attack(13)},
      {"detail", attack(14)},
      {"location", {{"uri", attack(15)}, {"line", 1}}},
      {"trace", {{{"uri", attack(16)}, {"line", 1}}}},
      {"vp", {{"uri", attack(17)}, {"attachment", "vp<img src=x onerror=window.hacked=18>.png"}}},
      {"screenshot", "shot<img src=x onerror=window.hacked=19>.png"}};
  writer.event_with_files(
      event,
      {{"attachments[]", "no png", "vp<img src=x onerror=window.hacked=18>.png", "text/html"},
       {"attachments[]", "<svg xmlns='http://www.w3.org/2000/svg' onload='window.hacked=19'/>",
        "shot<img src=x onerror=window.hacked=19>.png", "image/svg+xml"}});
  writer.event_with_files({{"runId", test}, {"type", "LOG"}, {"attachment", "page.txt"}},
                          {{"attachments[]", attack(20), "page.txt", "text/html"}});
  const auto part = writer.child("sections", test, attack(21));
  writer.event(part, "PASS", attack(22));

  open("");
  for (const int field : {1, 2, 8, 9}) sees_attack(field);
  expect_untouched(22);
  open("#report=1");
  for (const int field : {1, 2, 5, 6, 7, 8, 9, 10, 13, 15}) sees_attack(field);
  expect_untouched(22);
  open("#report=1&run=" + std::to_string(test));
  for (const int field : {7, 10, 11, 12, 13, 14, 15, 16, 17, 20, 21, 22}) sees_attack(field);
  sees("vp<img src=x onerror=window.hacked=18>.png");
  sees("shot<img src=x onerror=window.hacked=19>.png");
  expect_untouched(22);
}

TEST_F(HostilePage, runs_nothing_out_of_an_address) {
  Writer writer(center);
  writer.suite("suite");
  open("#report=1&show=constructor&search=" + httplib::detail::encode_query_param(attack(1)) +
       "&run=__proto__&event=<img src=x onerror=window.hacked=2>");
  browser().wait_for("document.querySelector('#matches').textContent === 'nothing matches'");
  expect_untouched(2);
}

TEST_F(HostilePage, shows_a_vector_graphic_and_runs_nothing_in_it) {
  Writer writer(center);
  const auto top = writer.suite("suite");
  const std::string picture = R"(
      <svg xmlns="http://www.w3.org/2000/svg" width="70" height="50" onload="top.hacked=1">
        <style>rect { fill: #0a0 }</style>
        <script>top.hacked=2; fetch("/upload/from-a-picture")</script>
        <rect width="70" height="50"/>
        <image href="/upload/from-a-picture" width="9" height="9" onerror="top.hacked=3"/>
        <use href="/upload/from-a-picture#it"/>
        <foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml">
          <iframe src="/upload/from-a-picture"/><img src="x" onerror="top.hacked=4"/>
        </body></foreignObject>
      </svg>)";
  writer.event_with_files({{"runId", top}, {"type", "LOG"}, {"screenshot", "a.svg"}},
                          {{"attachments[]", picture, "a.svg", "image/svg+xml"}});
  open("#report=1&run=" + std::to_string(top));
  browser().wait_for("document.querySelector('.thumb img').naturalWidth === 70");
  browser().click(".thumb");
  browser().wait_for("document.querySelector('#large[open] img').naturalWidth === 70");
  expect_untouched(0);
  EXPECT_EQ(center.get_json("/api/status")["breaches"], 0)
      << "something asked for a path of its own";
}

TEST_F(HostilePage, runs_no_script_of_a_file_that_is_opened_by_itself) {
  Writer writer(center);
  const auto top = writer.suite("suite");
  const std::string script = "<script>document.title='hacked'</script><h1 id=it>it</h1>";
  for (const auto* type : {"text/html", "text/plain", "image/svg+xml", "image/png"}) {
    writer.event_with_files({{"runId", top}, {"type", "LOG"}, {"attachment", "f"}},
                            {{"attachments[]", script, "f", type}});
  }
  for (int file = 1; file <= 4; ++file) {
    browser().go(center.url() + "/api/attachments/" + std::to_string(file));
    EXPECT_TRUE(browser()
                    .run("return document.title !== 'hacked' && !document.querySelector('#it')")
                    .get<bool>())
        << file;
  }
  browser().complaints();  // of what the files wanted to do
}

}  // namespace
}  // namespace testcenter::test
