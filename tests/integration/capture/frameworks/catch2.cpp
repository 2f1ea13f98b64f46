// Catch2 cases that print. For v3 and v2.
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <cstdio>
#include <iostream>

TEST_CASE("prints and passes") {
  std::printf("printf\n");
  std::cout << "cout\n";
  CHECK(true);
}

TEST_CASE("prints and fails") {
  std::cout << "before\n";
  SECTION("in a section") { CHECK(1 == 2); }
  SECTION("in another") { std::cout << "good\n"; }
}

TEST_CASE("prints nothing") { CHECK(true); }
