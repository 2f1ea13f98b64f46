#pragma once

#include "local_center/form_parts.hpp"
#include "local_center/local_center_process.hpp"
#include "web_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace testcenter::test {

using nlohmann::json;

/// A test program that reports step by step, over one connection.
class Writer {
 public:
  explicit Writer(const LocalCenterProcess& center);

  /// Each makes one element and returns its run.
  int suite(const std::string& name, const json& more = json::object());
  int child(const std::string& endpoint, int parent, const std::string& name,
            const json& test = json::object());

  void event(int run, const std::string& type, const std::string& message,
             const json& more = json::object());
  /// All of this array in one request.
  void events(const json& all, const testcenter::test::FormParts& files = {});
  /// An event with files: name, type and content of each.
  void event_with_files(const json& event, const testcenter::test::FormParts& files);

 private:
  json post(const std::string& endpoint, const json& body);

  httplib::Client client_;
};

/// The page of a center of its own, in a browser that all tests share. A page that complains has
/// failed its test.
class PageTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { browser_ = std::make_unique<WebDriver>(); }
  static void TearDownTestSuite() { browser_.reset(); }
  void SetUp() override;
  void TearDown() override;

  WebDriver& browser() { return *browser_; }

  /// Opens "" or "#report=1" anew.
  void open(const std::string& address);

  /// Waits until the page shows this text anywhere.
  void sees(const std::string& text);

  /// The text of what is found, one each.
  std::vector<std::string> texts(const std::string& selector);
  /// The names in the tree that can be seen, waited for.
  void shows_rows(const std::vector<std::string>& names);

  LocalCenterProcess center;

 private:
  static std::unique_ptr<WebDriver> browser_;
};

}  // namespace testcenter::test
