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

// Of the exception Catch2 2 makes a part of the last assertion that it made a result of.
TEST_CASE("An exception behind a CHECK_NOFAIL that passes", "[.][behind_nofail]") {
  CHECK_NOFAIL(true);
  UNSCOPED_INFO("not forgotten");
  throw std::runtime_error("fails");
}
TEST_CASE("An exception behind a CHECK_NOFAIL that fails", "[.][behind_nofail]") {
  CHECK_NOFAIL(false);
  throw std::runtime_error("goes by with Catch2 2");
}
TEST_CASE("An exception behind a CHECK_NOFAIL that fails and one that passes",
          "[.][behind_nofail]") {
  CHECK_NOFAIL(false);
  SECTION("an expression") {
    REQUIRE(true);
    throw std::runtime_error("goes by with Catch2 2");
  }
  SECTION("no expression") {
    CHECK_NOTHROW(refuse(false));
    throw std::runtime_error("fails");
  }
  SECTION("words") {
    SUCCEED();
    throw std::runtime_error("fails");
  }
  SECTION("one that is negated") {
    CHECK_FALSE(false);
    throw std::runtime_error("goes by with Catch2 2");
  }
}
TEST_CASE("An exception in the run behind a CHECK_NOFAIL", "[.][behind_nofail]") {
  static int run = 0;
  if (++run == 2) throw std::runtime_error("fails");
  SECTION("one") { CHECK_NOFAIL(false); }
  SECTION("two") { CHECK(true); }
}
