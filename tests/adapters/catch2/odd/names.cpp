#include "catch2_header.hpp"

TEST_CASE("Names, with [brackets], \"quotes\" and 'commas'", "[names]") {
  SECTION("") { CHECK(true); }
  SECTION("invalid \xFF UTF-8") { CHECK(true); }
  SECTION("\t blanks around \t") { CHECK(false); }
  SECTION("Given: not a scenario") { CHECK(true); }
}

TEST_CASE("Invalid \xC3\x28 name", "[names]") { CHECK(true); }
TEST_CASE("\u00dcml\u00e4ute", "[names]") { CHECK(true); }
TEST_CASE() { CHECK(true); }

TEMPLATE_TEST_CASE("Templates", "[names]", int, char) { CHECK(sizeof(TestType) == 1); }

class Method {
 protected:
  int value_ = 1;
};
TEST_CASE_METHOD(Method, "Method", "[names]") { CHECK(value_ == 1); }
