#include <testcenter/reporter.hpp>
#include <testcenter/testcenter.hpp>

int main() {
  testcenter::Reporter reporter;
  reporter.make_current();
  const auto suite = reporter.open_suite({"plain consumer", {}, {}, {}});
  const auto test = suite.open_case({"links and runs", {}, {}, {}});
  {
    const testcenter::Section section("a section");
    testcenter::log("from inside");
  }
  test.pass("linked");
  test.close();
  suite.close();
  reporter.finish();
  return 0;
}
