// A program of Catch2 that AddressSanitizer ends: no signal, so Catch2 does not see it.
#include <testcenter/testcenter.hpp>

#include "integration/crash/use_after_free.hpp"

#include <catch2/catch_test_macros.hpp>

TEST_CASE("use_after_free") {
  testcenter::log("last words");
  testcenter::test::use_after_free();
}
