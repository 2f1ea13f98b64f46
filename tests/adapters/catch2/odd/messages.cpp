#include "catch2_header.hpp"

#include <string>
#include <vector>

TEST_CASE("Messages", "[messages]") {
  INFO("the first\nof two lines");
  const int answer = 42;
  CAPTURE(answer, answer + 1);
  CHECK(answer == 43);
  UNSCOPED_INFO("once");
  CHECK(answer == 44);
  CHECK(answer == 42);
  CHECK(answer == 45);
  FAIL_CHECK("a failure\nof\nthree lines");
  WARN("a warning\nof two");
}

TEST_CASE("Bytes that are no text", "[messages]") {
  const std::string bytes("\xFF\xFE and \x01\x02\0 the end", 18);
  FAIL_CHECK(bytes);
  INFO("info \xC3");
  CHECK(bytes == "text");
}

TEST_CASE("Long texts", "[.][long]") {
  const std::string text(2 * 1024 * 1024, 'x');
  CHECK(text == text + "y");
  FAIL_CHECK(text);
}

TEST_CASE("Long lines end between characters", "[messages]") {
  std::string text = "x";
  for (int i = 0; i < 400; ++i) text += "\u00e4";
  FAIL_CHECK(text);
}

TEST_CASE("Containers", "[messages]") {
  CHECK(std::vector<int>{1, 2} == std::vector<int>{1, 3});
  CHECK_FALSE(std::string("a") == "a");
  CHECK_THAT(std::string("haystack"), Catch::Matchers::StartsWith("needle"));
}
