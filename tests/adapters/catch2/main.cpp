// As Catch2's own main(), but it runs the tests as often as ODD_RUNS says.
#define CATCH_CONFIG_RUNNER  // v2: Catch2 itself is compiled here
#include "catch2_header.hpp"

#include <cstdlib>

int main(int argc, char** argv) {
  Catch::Session session;
  int result = session.run(argc, argv);
  const char* const runs = std::getenv("ODD_RUNS");
  for (int left = runs == nullptr ? 0 : std::atoi(runs) - 1; left > 0; --left) {
    result = session.run();
  }
  return result;
}
