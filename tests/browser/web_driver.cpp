#include "web_driver.hpp"

#include <httplib.h>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <string_view>

namespace testcenter::test {
namespace {

using nlohmann::json;

constexpr int patience_ms = 30'000;

std::string decoded(const std::string& base64) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : base64) {
    const auto value = letters.find(c);
    if (value == std::string_view::npos) break;
    bits = bits << 6 | static_cast<unsigned>(value);
    count += 6;
    if (count >= 8) bytes += static_cast<char>(bits >> (count -= 8) & 0xff);
  }
  return bytes;
}

/// The number behind "successfully on port ", of all that the driver says when it starts.
int port_in(int pipe) {
  const std::string mark = "successfully on port ";
  std::string said;
  char c = 0;
  while (true) {
    const auto count = read(pipe, &c, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw BrowserError(CHROMEDRIVER " did not start: " + said);
    said += c;
    const auto at = said.find(mark);
    if (c == '\n' && at != std::string::npos) return std::stoi(said.substr(at + mark.size()));
  }
}

/// A page that goes elsewhere takes the script with it that waits in it. The driver calls that a
/// timeout, too, however early it is.
bool left_its_page(std::string_view error, std::chrono::steady_clock::duration waited) {
  const auto says = [&](std::string_view text) { return error.find(text) != error.npos; };
  return says("aborted by navigation") || says("document unloaded") ||
         (says("script timeout") && waited < std::chrono::milliseconds(patience_ms) / 2);
}

json browser_wishes() {
  // As root, as CI runs it, the browser has no sandbox of its own; it sees nothing but our page.
  const json arguments = {
      "--headless=new",    "--no-sandbox",           "--disable-gpu", "--disable-dev-shm-usage",
      "--hide-scrollbars", "--window-size=1280,860", "--lang=en"};
  return {{"goog:chromeOptions", {{"binary", CHROMIUM}, {"args", arguments}}},
          {"goog:loggingPrefs", {{"browser", "ALL"}}},
          {"timeouts", {{"script", patience_ms}, {"pageLoad", patience_ms}}}};
}

}  // namespace

WebDriver::WebDriver() {
  start_driver();
  try {
    start_browser();
  } catch (...) {
    stop_driver();
    throw;
  }
}

WebDriver::~WebDriver() {
  try {
    call("DELETE", "/session/" + session_);
  } catch (const BrowserError&) {
    // The driver takes the browser with it.
  }
  stop_driver();
}

void WebDriver::start_driver() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw BrowserError("cannot make a pipe");
  pid_ = fork();
  if (pid_ < 0) throw BrowserError("cannot fork");
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    dup2(ends[1], STDOUT_FILENO);
    execl(CHROMEDRIVER, CHROMEDRIVER, "--port=0", static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[1]);
  port_ = port_in(ends[0]);
  close(ends[0]);
}

void WebDriver::stop_driver() {
  kill(pid_, SIGTERM);
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void WebDriver::start_browser() {
  const auto answer =
      call("POST", "/session", {{"capabilities", {{"alwaysMatch", browser_wishes()}}}});
  session_ = answer.at("sessionId");
}

json WebDriver::call(const std::string& method, const std::string& path, const json& body) const {
  httplib::Client client("127.0.0.1", port_);
  client.set_read_timeout(2 * patience_ms / 1000);
  const auto text = body.dump();
  const auto answer = method == "GET"      ? client.Get(path)
                      : method == "DELETE" ? client.Delete(path)
                                           : client.Post(path, text, "application/json");
  if (!answer) throw BrowserError(path + ": " + httplib::to_string(answer.error()));
  const auto value = json::parse(answer->body, nullptr, false).value("value", json());
  if (answer->status == 200) return value;
  throw BrowserError(path + ": " + value.value("message", answer->body) +
                     "\nasked for: " + text.substr(0, 300));
}

json WebDriver::in_session(const std::string& path, const json& body) const {
  return call("POST", "/session/" + session_ + path, body);
}

void WebDriver::developer(const std::string& command, const json& parameters) {
  in_session("/goog/cdp/execute", {{"cmd", command}, {"params", parameters}});
}

void WebDriver::go(const std::string& url) { in_session("/url", {{"url", url}}); }

json WebDriver::run(const std::string& body) const {
  return in_session("/execute/sync", {{"script", body}, {"args", json::array()}});
}

json WebDriver::wait_for(const std::string& expression) const {
  const auto script =
      "const done = arguments[0];"
      "const look = () => {"
      "  let value; try { value = (" +
      expression +
      "); } catch (error) { value = null; }"
      "  if (value) done(value === true ? true : value); else setTimeout(look, 10);"
      "}; look();";
  const auto start = std::chrono::steady_clock::now();
  try {
    return in_session("/execute/async", {{"script", script}, {"args", json::array()}});
  } catch (const BrowserError& error) {
    const auto waited = std::chrono::steady_clock::now() - start;
    if (left_its_page(error.what(), waited)) return wait_for(expression);
    throw BrowserError("waited in vain for: " + expression + "\n" + error.what() +
                       "\nThe page says:\n" +
                       run("return document.body.innerText").get<std::string>());
  }
}

void WebDriver::click(const std::string& selector) {
  wait_for("document.querySelector(" + json(selector).dump() + ")");
  const auto found = in_session("/element", {{"using", "css selector"}, {"value", selector}});
  in_session("/element/" + found.begin()->get<std::string>() + "/click", json::object());
}

void WebDriver::press(const std::vector<std::string>& keys) {
  auto actions = json::array();
  for (const auto& each : keys) {
    actions.push_back({{"type", "keyDown"}, {"value", each}});
    actions.push_back({{"type", "keyUp"}, {"value", each}});
  }
  in_session("/actions",
             {{"actions", {{{"type", "key"}, {"id", "keyboard"}, {"actions", actions}}}}});
}

void WebDriver::type(const std::string& text) {
  std::vector<std::string> keys;
  for (const char c : text) keys.emplace_back(1, c);
  press(keys);
}

void WebDriver::set_window(int width, int height, double scale) {
  developer(
      "Emulation.setDeviceMetricsOverride",
      {{"width", width}, {"height", height}, {"deviceScaleFactor", scale}, {"mobile", false}});
}

void WebDriver::set_color_scheme(const std::string& scheme) {
  developer("Emulation.setEmulatedMedia",
            {{"features", {{{"name", "prefers-color-scheme"}, {"value", scheme}}}}});
}

std::string WebDriver::picture() const {
  return decoded(call("GET", "/session/" + session_ + "/screenshot"));
}

std::vector<std::string> WebDriver::complaints() {
  std::vector<std::string> all;
  const auto log = in_session("/se/log", {{"type", "browser"}});
  for (const auto& entry : log) {
    if (entry["level"] == "SEVERE") all.push_back(entry["message"]);
  }
  return all;
}

}  // namespace testcenter::test
