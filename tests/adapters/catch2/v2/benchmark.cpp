#include <catch2/catch.hpp>

#include <stdexcept>

TEST_CASE("figures", "[!benchmark]") {
  BENCHMARK("nothing") { return 1; };
  CHECK(true);
}

TEST_CASE("too many", "[!benchmark]") {
  BENCHMARK("too much") { throw std::runtime_error("boo"); };
}
