// The one file of its program that knows of benchmarks; so the adapter has to be compiled here.
#define CATCH_CONFIG_MAIN
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <testcenter/catch2.hpp>

#include <catch2/catch.hpp>

TEST_CASE("figures", "[!benchmark]") {
  BENCHMARK("nothing") { return 1; };
  CHECK(true);
}
