#include "googletest/driver/adapter_test.hpp"

#include <cstdlib>

namespace testcenter::test {

bool GoogleTestBuild::is_at_least(int minor) const {
  if (version.rfind("1.", 0) != 0) return true;
  return std::atoi(version.c_str() + 2) >= minor;
}

void AdapterTest::TearDown() { expect_no_breach(); }

ProgramRun AdapterTest::run_reporting(const std::string& program, const Words& arguments,
                                      const Environment& more) const {
  auto environment = more;
  environment.emplace("TESTCENTER_URL", center_url());
  return run(program, arguments, environment);
}

ProgramRun AdapterTest::run_alone(const std::string& program, const Words& arguments,
                                  const Environment& more) const {
  return run(program, arguments, more);
}

ProgramRun AdapterTest::run(const std::string& program, const Words& arguments,
                            const Environment& environment) const {
  auto all = environment;
  // Older ones look for the direction of the stack, in a way that this check leads astray.
  if (!is_at_least(11)) all.emplace("ASAN_OPTIONS", "detect_stack_use_after_return=0");
  Words words = {GetParam().folder + "/" + program, "--gtest_print_time=0"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_here(words, all);
}

}  // namespace testcenter::test
