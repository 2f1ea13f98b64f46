#pragma once

#include "local_center/form_parts.hpp"
#include "local_center/local_center_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace local_center_tests {

using nlohmann::json;

struct Answer {
  int status = 0;
  json body;
};

/// A file to upload.
struct Upload {
  std::string name;
  std::string mime;
  std::string content;
};

/// A real center of its own for each test, and short words to talk to it.
class CenterTest : public ::testing::Test {
 protected:
  explicit CenterTest(std::vector<std::string> arguments = {}) : center(std::move(arguments)) {}

  /// POST /upload/`endpoint`.
  Answer post(const std::string& endpoint, const json& body) const;
  Answer post_raw(const std::string& endpoint, const std::string& body,
                  const std::string& content_type, const httplib::Headers& headers = {}) const;
  Answer post_form(const std::string& event_data, const std::vector<Upload>& files) const;

  httplib::Result get(const std::string& path) const;

  // Each makes one element and returns its run id; the test fails where the center refuses.
  int suite(const std::string& name, const json& more = json::object()) const;
  int child(const std::string& endpoint, int parent, const std::string& name) const;
  void event(int run, const std::string& type, const std::string& message = {}) const;

  /// The whole tree of report 1.
  json tree() const { return center.get_json("/api/reports/1"); }
  int breaches() const { return center.get_json("/api/status")["breaches"]; }

  testcenter::test::LocalCenterProcess center;
};

/// What a client does when it has sent its bytes: it waits for the answer, or says that no more
/// will come, as the kernel does for one that is killed.
enum class Then : std::uint8_t { wait, end };

/// Sends these bytes and returns the answer, headers and all: for what the HTTP client would not
/// send, or would not show as it is.
std::string raw_exchange(int port, const std::string& bytes, Then then = Then::wait);

/// The answer has this code, in its status and its body, and this in its message.
void expect_refused(const Answer& answer, const std::string& reason, int code = 400);

}  // namespace local_center_tests
