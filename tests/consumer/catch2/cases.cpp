#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#else
#include <catch2/catch.hpp>
#endif

TEST_CASE("one, with a comma") { CHECK(1 + 1 == 2); }
TEST_CASE("two") {
  SECTION("a section") { REQUIRE(true); }
}
