#include "page_test.hpp"

namespace testcenter::test {

std::unique_ptr<WebDriver> PageTest::browser_;

Writer::Writer(const LocalCenterProcess& center) : client_("127.0.0.1", center.port()) {
  client_.set_keep_alive(true);
  client_.set_tcp_nodelay(true);
}

json Writer::post(const std::string& endpoint, const json& body) {
  const auto answer = client_.Post("/upload/" + endpoint, body.dump(), "application/json");
  if (!answer || answer->status != 201) {
    ADD_FAILURE() << endpoint << " " << body << ": " << (answer ? answer->body : "no answer");
    return json::object();
  }
  return json::parse(answer->body);
}

int Writer::suite(const std::string& name, const json& more) {
  json body = {{"project", "Shop"}, {"batch", "Nightly"}, {"test", {{"name", name}}}};
  body.update(more);
  return post("suites", body).value("runId", 0);
}

int Writer::child(const std::string& endpoint, int parent, const std::string& name,
                  const json& test) {
  json body = {{"runId", parent}, {"test", test}};
  body["test"]["name"] = name;
  return post(endpoint, body).value("runId", 0);
}

void Writer::event(int run, const std::string& type, const std::string& message, const json& more) {
  json body = {{"runId", run}, {"type", type}, {"message", message}};
  body.update(more);
  post("events", body);
}

void Writer::event_with_files(const json& event, const testcenter::test::FormParts& files) {
  events(json::array({event}), files);
}

void Writer::events(const json& all, const testcenter::test::FormParts& files) {
  testcenter::test::FormParts parts = {{"eventData", all.dump(), "", ""}};
  parts.insert(parts.end(), files.begin(), files.end());
  const auto answer = client_.Post("/upload/events", parts);
  ASSERT_TRUE(answer);
  const auto body = json::parse(answer->body, nullptr, false);
  ASSERT_TRUE(answer->status == 207 && body[0]["code"] == 201) << answer->body;
}

void PageTest::SetUp() {
  browser().set_window(1280, 860);
  browser().set_color_scheme("light");
}

void PageTest::TearDown() {
  EXPECT_THAT(browser().complaints(), ::testing::IsEmpty());
  browser().go("about:blank");
}

void PageTest::open(const std::string& address) {
  browser().go("about:blank");
  browser().go(center.url() + "/" + address);
}

void PageTest::sees(const std::string& text) {
  browser().wait_for("document.body.innerText.includes(" + json(text).dump() + ")");
}

std::vector<std::string> PageTest::texts(const std::string& selector) {
  return browser().run("return [...document.querySelectorAll(" + json(selector).dump() +
                       ")].map((node) => node.innerText.trim())");
}

void PageTest::shows_rows(const std::vector<std::string>& names) {
  const auto wanted = json(json(names).dump()).dump();
  browser().wait_for(
      "JSON.stringify([...document.querySelectorAll('#tree .name')].map((node) => "
      "node.textContent)) === " +
      wanted);
}

}  // namespace testcenter::test
