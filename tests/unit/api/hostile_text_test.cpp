#include "api/encode.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace testcenter::api {
namespace {

using nlohmann::json;

/// Bytes from everywhere, but mostly those that begin, go on and break UTF-8.
class Bytes {
 public:
  std::string next() {
    std::string bytes(std::uniform_int_distribution<std::size_t>(0, 40)(random_), '\0');
    for (char& byte : bytes) byte = static_cast<char>(next_byte());
    return bytes;
  }

 private:
  unsigned next_byte() {
    static constexpr unsigned char interesting[] = {0x00, 0x1F, 0x22, 0x5C, 0x7F, 0x80, 0x8F,
                                                    0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF,
                                                    0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
    const unsigned dice = std::uniform_int_distribution<unsigned>(0, 511)(random_);
    return dice < 256 ? dice : interesting[dice % std::size(interesting)];
  }

  std::mt19937 random_{20240601};
};

/// What nlohmann/json reads and is willing to write again is valid UTF-8; what has no byte below
/// 0x20 but tab and newline, no DEL, and none from 0x80 to 0x9F behind 0xC2, has no control
/// characters.
void expect_sendable(const json& text) {
  ASSERT_TRUE(text.is_string());
  EXPECT_NO_THROW(text.dump());
  unsigned char before = 0;
  for (const unsigned char c : text.get<std::string>()) {
    EXPECT_TRUE((c >= 0x20 || c == '\n' || c == '\t') && c != 0x7F) << unsigned{c};
    EXPECT_FALSE(before == 0xC2 && c < 0xA0) << unsigned{c};
    before = c;
  }
}

TEST(HostileText, ArrivesAsValidJsonWithValidText) {
  Bytes bytes;
  Encoder encoder;
  for (int i = 0; i < 5000; ++i) {
    const std::string message = bytes.next();
    const std::string detail = bytes.next();
    const std::string file = "f" + bytes.next();
    EventData event;
    event.message = {message, i % 3 == 0 ? 1000U : 0U};
    event.detail = {detail, 0};
    event.location = {file, 1};
    const json sent = json::parse(encoder.event(event));
    if (!message.empty()) expect_sendable(sent.at("message"));
    if (!detail.empty()) expect_sendable(sent.at("detail"));
    expect_sendable(sent.at("location").at("uri"));
  }
}

TEST(HostileText, ThatIsValidAlreadyIsNotTouched) {
  Encoder encoder;
  for (char32_t code = 0x20; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 101) {
    if ((code >= 0x7F && code < 0xA0) || (code >= 0xD800 && code <= 0xDFFF)) continue;
    char escaped[32];
    if (code < 0x10000) {
      std::snprintf(escaped, sizeof escaped, "\"\\u%04X\"", static_cast<unsigned>(code));
    } else {
      const unsigned rest = static_cast<unsigned>(code) - 0x10000;
      std::snprintf(escaped, sizeof escaped, "\"\\u%04X\\u%04X\"", 0xD800 + (rest >> 10),
                    0xDC00 + (rest & 0x3FF));
    }
    const std::string text = json::parse(escaped).get<std::string>();
    EventData event;
    event.message = {text, 0};
    ASSERT_EQ(json::parse(encoder.event(event)).at("message"), text) << escaped;
  }
}

}  // namespace
}  // namespace testcenter::api
