#include <testcenter/testcenter.hpp>

#include "catch2_header.hpp"

TEST_CASE("Sections in sections", "[sections]") {
  int value = 1;
  REQUIRE(value == 1);
  SECTION("one") {
    CHECK(value == 1);
    SECTION("deep") { CHECK(value == 2); }
    SECTION("deeper") {
      SECTION("deepest") { REQUIRE(value == 3); }
    }
    CHECK(value < 2);
  }
  SECTION("two") { CHECK_FALSE(value == 2); }
  testcenter::log("after the sections");
}

TEST_CASE("Sections in a loop", "[sections]") {
  for (int i = 0; i < 3; ++i) {
    DYNAMIC_SECTION("number " << i) { CHECK(i < 2); }
  }
}

TEST_CASE("Sections of one name", "[sections]") {
  SECTION("same") {
    SECTION("same") { CHECK(true); }
  }
  SECTION("same") {
    SECTION("same") { CHECK(false); }
  }
}

TEST_CASE("Generators around sections", "[generators]") {
  const auto i = GENERATE(1, 2, 3);
  SECTION("outer") {
    SECTION("a") { CHECK(i < 3); }
    SECTION("b") { CHECK(i > 0); }
  }
  CHECK(i != 4);
}

TEST_CASE("Generators within sections", "[generators]") {
  SECTION("outer") {
    const auto i = GENERATE(range(0, 3));
    SECTION("inner") {
      const auto j = GENERATE(values({10, 20}));
      CHECK(i + j != 21);
    }
    CHECK(i >= 0);
  }
  SECTION("plain") { CHECK(true); }
}

TEST_CASE("A section of the user's own among theirs", "[sections]") {
  {
    const testcenter::Section section("ours");
    CHECK(true);
    testcenter::log("in ours");
  }
  SECTION("theirs") {
    SECTION("a") { testcenter::log("in a"); }
    SECTION("b") { CHECK(true); }
  }
}

TEST_CASE("Theirs among the user's own", "[sections]") {
  {
    const testcenter::Section section("ours");
    SECTION("theirs") {
      SECTION("a") {
        const testcenter::Section inner("ours, within");
        CHECK(false);
      }
      SECTION("b") { CHECK(true); }
    }
    CHECK(true);
  }
  CHECK(true);
}

TEST_CASE("A section that is left in the middle", "[sections]") {
  SECTION("outer") {
    SECTION("left") {
      REQUIRE(1 == 2);
      CHECK(true);
    }
    SECTION("right") { CHECK(true); }
  }
  SECTION("last") { REQUIRE(3 == 4); }
}

TEST_CASE("No assertions at all", "[sections]") {
  SECTION("none here") {}
  SECTION("nor here") {
    SECTION("or there") {}
  }
}

TEST_CASE("An exception out of the user's own", "[sections]") {
  const testcenter::Section section("ours");
  SECTION("theirs") {
    SECTION("left") { throw 42; }
    SECTION("passed") {}
  }
}

TEST_CASE("A requirement in the user's own", "[sections]") {
  const testcenter::Section section("ours");
  const testcenter::Section inner("ours, within");
  REQUIRE(1 == 2);
}
