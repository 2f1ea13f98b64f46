#include <testcenter/testcenter.hpp>

#include "catch2_header.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>

TEST_CASE("before") { CHECK(true); }

void within_sections(void (*end)()) {
  SECTION("outer") {
    SECTION("inner") {
      CHECK(true);
      end();
    }
  }
}

TEST_CASE("segv", "[.]") {
  within_sections([] { std::raise(SIGSEGV); });
}
TEST_CASE("abort", "[.]") {
  within_sections([] { std::abort(); });
}
TEST_CASE("term", "[.]") {
  within_sections([] { std::raise(SIGTERM); });
}
TEST_CASE("exit", "[.]") {
  within_sections([] { std::exit(4); });
}
TEST_CASE("bus", "[.]") {
  within_sections([] { std::raise(SIGBUS); });
}
TEST_CASE("fork", "[.]") {
  CHECK(true);
  const pid_t child = fork();
  if (child == 0) {
    testcenter::log("in the child");
    CHECK(false);
    std::exit(0);
  }
  CHECK(child > 0);
}
