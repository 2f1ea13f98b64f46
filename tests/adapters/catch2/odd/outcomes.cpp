#include "catch2_header.hpp"

#include <stdexcept>

TEST_CASE("May fail and passes", "[!mayfail]") { CHECK(true); }
TEST_CASE("May fail and a CHECK fails", "[!mayfail]") {
  CHECK(false);
  CHECK(true);
}
TEST_CASE("May fail and a REQUIRE fails", "[!mayfail]") {
  SECTION("within") { REQUIRE(false); }
}
TEST_CASE("May fail and throws", "[!mayfail]") { throw std::runtime_error("expected"); }
TEST_CASE("May fail and asserts nothing", "[!mayfail]") {}

TEST_CASE("Should fail and passes", "[!shouldfail]") { CHECK(true); }
TEST_CASE("Should fail and a CHECK fails", "[!shouldfail]") { CHECK(false); }
TEST_CASE("Should fail and a REQUIRE fails", "[!shouldfail]") { REQUIRE(false); }
TEST_CASE("Should fail and throws", "[!shouldfail]") { throw std::runtime_error("expected"); }
TEST_CASE("Should fail and asserts nothing", "[!shouldfail]") {}
TEST_CASE("Should fail in one of two sections", "[!shouldfail]") {
  SECTION("passes") { CHECK(true); }
  SECTION("fails") { FAIL("as it should"); }
}

TEST_CASE("Explicit outcomes", "[outcomes]") {
  SUCCEED();
  SUCCEED("with words");
  WARN("a warning");
  CHECK_NOFAIL(1 == 1);
  CHECK_NOFAIL(1 == 2);
  FAIL_CHECK("goes on");
  FAIL_CHECK();
  FAIL("goes not on");
}

#if defined(SKIP)
TEST_CASE("Skipped", "[skips]") { SKIP("not today"); }
TEST_CASE("Skipped without a word", "[skips]") { SKIP(); }
TEST_CASE("Skipped in one section", "[skips]") {
  SECTION("skipped") {
    CHECK(true);
    SKIP("only this");
  }
  SECTION("run") { CHECK(true); }
}
TEST_CASE("Skipped in two sections and behind one", "[skips]") {
  SECTION("outer") {
    SECTION("first") { SKIP("not the first"); }
    SECTION("second") { SKIP("not the second"); }
    SECTION("run") { CHECK(true); }
    SKIP("not the rest");
  }
}
TEST_CASE("Skipped in a section and itself", "[skips]") {
  SECTION("skipped") { SKIP("not this"); }
  SKIP("not the rest");
}
TEST_CASE("Skipped in a section beside a failure", "[skips]") {
  SECTION("skipped") { SKIP("not this"); }
  SECTION("run") { CHECK(false); }
}
TEST_CASE("May fail and does beside a skipped section", "[!mayfail][skips]") {
  SECTION("skipped") { SKIP("not this"); }
  SECTION("run") { CHECK(false); }
}
TEST_CASE("Should fail and is skipped in a section", "[!shouldfail][skips]") {
  SECTION("skipped") { SKIP("not this"); }
  SECTION("run") { CHECK(true); }
}
SCENARIO("Skipped in a step", "[skips]") {
  GIVEN("a disk") {
    WHEN("it is full") { SKIP("no such disk"); }
    WHEN("it is empty") { CHECK(true); }
  }
}
TEST_CASE("Skipped after a failure", "[skips]") {
  CHECK(false);
  SKIP("too late");
}
#endif

TEST_CASE("Hidden", "[.][hidden]") { FAIL("nobody asked for it"); }

#if CATCH_VERSION_MAJOR >= 3
TEST_CASE("Benchmark", "[!benchmark]") {
  BENCHMARK("nothing") { return 1; };
  CHECK(true);
}

TEST_CASE("Benchmark that throws", "[!benchmark]") {
  BENCHMARK("too much") { throw std::runtime_error("boo"); };
}
#endif
