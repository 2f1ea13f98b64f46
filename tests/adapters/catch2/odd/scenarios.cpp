#include "catch2_header.hpp"

SCENARIO("selling", "[shop][other]") {
  GIVEN("a shop") {
    int stock = 1;
    REQUIRE(stock == 1);
    WHEN("there is stock") {
      THEN("it is sold") {
        CHECK(--stock == 0);
        AND_THEN("it is gone") { CHECK(stock == 0); }
      }
      AND_WHEN("it is wanted twice") {
        THEN("one waits") { CHECK(stock == 1); }
      }
    }
    WHEN("there is none") {
      stock = 0;
      THEN("it is ordered") { CHECK(stock == 0); }
    }
  }
}

SCENARIO("a last leaf that fails", "[shop]") {
  GIVEN("a shop") {
    WHEN("opened") {
      THEN("it is open") { CHECK(true); }
    }
    WHEN("closed") {
      THEN("it is closed") { REQUIRE(false); }
    }
  }
}

SCENARIO("a last leaf that fails behind what passes", "[shop]") {
  GIVEN("a shop") {
    int stock = 1;
    REQUIRE(stock == 1);
    WHEN("there is stock") {
      CHECK(stock > 0);
      THEN("it is sold") { REQUIRE(--stock == 1); }
    }
  }
}

SCENARIO("generated", "[shop]") {
  const auto price = GENERATE(1, 2);
  GIVEN("a price") {
    CHECK(price > 0);
    WHEN("paid") {
      THEN("it is enough") { CHECK(price < 3); }
    }
  }
}

SCENARIO("without a tag") {
  GIVEN("nothing") {
    SECTION("but a section") { CHECK(true); }
  }
}

SCENARIO("empty", "[shop]") {}

SCENARIO("generated in a step", "[shop]") {
  GIVEN("a price") {
    const auto price = GENERATE(1, 2);
    CHECK(price != 1);
    if (price == 1) {
      THEN("it is too low") { CHECK(price < 2); }
    }
  }
}
