#if defined(TESTCENTER_CATCH2_MAJOR) && TESTCENTER_CATCH2_MAJOR == 2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_test_macros.hpp>
#endif

TEST_CASE("one, with a comma") { CHECK(1 + 1 == 2); }
TEST_CASE("two") {
  SECTION("a section") { REQUIRE(true); }
}
