// Small cases of many kinds, each to be run in a process of its own.

#include <catch2/catch_test_macros.hpp>

TEST_CASE("passes", "[plain]") { CHECK(1 + 1 == 2); }

TEST_CASE("has sections", "[sections]") {
  CHECK(true);
  SECTION("one") {
    SECTION("within one") { CHECK(true); }
  }
  SECTION("two") { CHECK(true); }
}

TEST_CASE("is skipped", "[skips]") { SKIP("not today"); }

TEST_CASE("fails", "[fails]") { FAIL("on purpose"); }

TEST_CASE("fails in one of two sections", "[fails]") {
  SECTION("good") { CHECK(true); }
  SECTION("bad") { FAIL("in here"); }
}

TEST_CASE("is called [so], with a comma; and \\ more", "[names]") { CHECK(true); }

SCENARIO("a scenario", "[steps]") {
  GIVEN("a thing") {
    THEN("it is there") { CHECK(true); }
  }
}

TEST_CASE("is last", "[plain]") { CHECK(true); }
