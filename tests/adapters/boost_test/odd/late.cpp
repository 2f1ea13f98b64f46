// What a program says behind its tests, and keeps apart from its console.
#include <boost/test/framework.hpp>
#include <boost/test/tree/observer.hpp>
#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace utf = boost::unit_test;

namespace {

/// What it prints, instead of printing it.
template <typename Action>
std::string kept_apart(Action action) {
  std::FILE* const file = std::tmpfile();
  std::fflush(stdout);
  const int console = dup(STDOUT_FILENO);
  dup2(fileno(file), STDOUT_FILENO);
  action();
  std::fflush(stdout);
  dup2(console, STDOUT_FILENO);
  close(console);
  std::string kept(1000, '\0');
  std::rewind(file);
  kept.resize(std::fread(&kept[0], 1, kept.size(), file));
  std::fclose(file);
  return kept;
}

/// Finishes behind us.
class ObserverThatKeepsApart : public utf::test_observer {
 public:
  ObserverThatKeepsApart() {
    const char* way = std::getenv("ODD_WAY");
    if (way != nullptr && std::string(way) == "late words kept apart") {
      utf::framework::register_observer(*this);
    }
  }
  void test_finish() override {
    const auto kept = kept_apart([] {
      BOOST_TEST_MESSAGE("late");
      std::puts("as are others");
    });
    std::printf("kept: %s", kept.c_str());
  }
  int priority() override { return 0; }
};

ObserverThatKeepsApart observer_that_keeps_apart;

}  // namespace
