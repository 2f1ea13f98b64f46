#pragma once

#include <nlohmann/json.hpp>

#include <sys/types.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace testcenter::test {

/// The driver or the browser refused; the text says what was asked and why it did not work.
class BrowserError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A real browser without a window, driven through chromedriver as a person would: with its keys
/// and its mouse. Throws BrowserError.
class WebDriver {
 public:
  WebDriver();
  ~WebDriver();
  WebDriver(const WebDriver&) = delete;
  WebDriver& operator=(const WebDriver&) = delete;

  void go(const std::string& url);

  /// What a function with this body returns.
  nlohmann::json run(const std::string& body) const;

  /// Waits until this expression is true in the page, and returns what it is then.
  nlohmann::json wait_for(const std::string& expression) const;

  /// Waits for the element, then clicks it where it is.
  void click(const std::string& selector);

  /// Presses the keys one after the other; see `key`.
  void press(const std::vector<std::string>& keys);
  void type(const std::string& text);

  void set_window(int width, int height, double scale = 1);
  void set_color_scheme(const std::string& scheme);

  /// The window as PNG.
  std::string picture() const;

  /// What the page complained about since the last call: uncaught errors, what its policy stopped,
  /// requests that failed.
  std::vector<std::string> complaints();

 private:
  nlohmann::json call(const std::string& method, const std::string& path,
                      const nlohmann::json& body = nlohmann::json::object()) const;
  nlohmann::json in_session(const std::string& path, const nlohmann::json& body) const;
  void developer(const std::string& command, const nlohmann::json& parameters);
  void start_driver();
  void start_browser();
  void stop_driver();

  pid_t pid_ = -1;
  int port_ = 0;
  std::string session_;
};

/// Keys without a letter, as WebDriver names them.
namespace key {
inline const std::string escape = "\xEE\x80\x8C";
inline const std::string enter = "\xEE\x80\x87";
inline const std::string tab = "\xEE\x80\x84";
inline const std::string end = "\xEE\x80\x90";
inline const std::string home = "\xEE\x80\x91";
inline const std::string left = "\xEE\x80\x92";
inline const std::string up = "\xEE\x80\x93";
inline const std::string right = "\xEE\x80\x94";
inline const std::string down = "\xEE\x80\x95";
}  // namespace key

}  // namespace testcenter::test
