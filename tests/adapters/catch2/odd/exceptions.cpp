#include "catch2_header.hpp"

#include <ostream>
#include <stdexcept>
#include <string>

TEST_CASE("Exceptions out of nested sections", "[exceptions]") {
  CHECK(true);
  SECTION("one") {
    SECTION("two") {
      SECTION("three") { throw std::runtime_error("from the third level"); }
      SECTION("beside it") { CHECK(true); }
    }
    SECTION("middle") {
      CHECK(true);
      throw std::logic_error("a line\nand another one");
    }
  }
  SECTION("after") { CHECK(true); }
}

TEST_CASE("An exception that is no std::exception", "[exceptions]") { throw 42; }
TEST_CASE("An exception of a string", "[exceptions]") { throw std::string("just words"); }
TEST_CASE("An exception behind a passing assertion", "[exceptions]") {
  CHECK(true);
  throw std::runtime_error("late");
}

void refuse(bool indeed) {
  if (indeed) throw std::invalid_argument("refused");
}

TEST_CASE("Assertions about exceptions", "[exceptions]") {
  CHECK_THROWS(refuse(true));
  CHECK_THROWS(refuse(false));
  CHECK_THROWS_AS(refuse(true), std::invalid_argument);
  CHECK_THROWS_AS(refuse(true), std::out_of_range);
  CHECK_THROWS_AS(refuse(false), std::out_of_range);
  CHECK_THROWS_WITH(refuse(true), "refused");
  CHECK_THROWS_WITH(refuse(true), "something else");
  CHECK_NOTHROW(refuse(false));
  CHECK_NOTHROW(refuse(true));
  CHECK(((refuse(true)), true));
  REQUIRE_NOTHROW(refuse(true));
}

struct Unwritable {
  friend bool operator==(const Unwritable& /*a*/, const Unwritable& /*b*/) { return false; }
  friend std::ostream& operator<<(std::ostream& /*out*/, const Unwritable& /*value*/) {
    throw std::runtime_error("cannot be written");
  }
};

TEST_CASE("Values that cannot be written", "[.][unwritable]") {
  INFO("before");
  CHECK(Unwritable() == Unwritable());
  CHECK(true);
}

struct Fixture {
  Fixture() { throw std::runtime_error("in the constructor"); }
};
TEST_CASE_METHOD(Fixture, "An exception of a fixture", "[exceptions]") { CHECK(true); }
