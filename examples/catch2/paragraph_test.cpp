#include "paragraph.hpp"

#include "catch2_header.hpp"

#include <stdexcept>

using layout::Paragraph;

TEST_CASE("A paragraph is broken between words", "[layout]") {
  const Paragraph paragraph("to be or not to be");
  REQUIRE(paragraph.words() == 6);

  SECTION("into one line if there is room") {
    CHECK(paragraph.lines(80).size() == 1);
    SECTION("for just all of it") { CHECK(paragraph.lines(18).size() == 1); }
    SECTION("but for one letter") { CHECK(paragraph.lines(17).size() == 2); }
  }
  SECTION("into one line a word if there is none") {
    CHECK(paragraph.lines(1).size() == paragraph.words());
  }
}

TEST_CASE("No line is too long", "[layout]") {
  const auto width = GENERATE(5U, 8U, 13U);
  CAPTURE(width);
  for (const auto& line : Paragraph("all that glitters is not gold").lines(width)) {
    // "glitters" has eight letters: with a width of five this failure is intended.
    CHECK(line.size() <= width);
  }
}

TEST_CASE("A paragraph without width is refused", "[layout][errors]") {
  CHECK_THROWS_AS(Paragraph("words").lines(0), std::invalid_argument);
}

TEST_CASE("Hyphens", "[layout][!mayfail]") {
  INFO("not written yet");
  CHECK(Paragraph("well-known").lines(5).size() == 2);
}

SCENARIO("Resizing a window", "[window][layout]") {
  GIVEN("a text of three lines") {
    const Paragraph text("one two three four five six");
    REQUIRE(text.lines(10).size() == 3);
    WHEN("the window grows") {
      const auto lines = text.lines(30);
      THEN("the text has one line") { CHECK(lines.size() == 1); }
    }
    WHEN("the window shrinks") {
      const auto lines = text.lines(6);
      THEN("the text has more lines") { CHECK(lines.size() > 3); }
    }
  }
}
