#pragma once

#include "support/center_of_a_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <ostream>
#include <regex>
#include <string>
#include <vector>

namespace testcenter::test {

/// A Catch2, and the folder of the programs that were built with it.
struct Catch2Build {
  std::string version;
  std::string folder;

  bool is_v3() const { return version.rfind("2.", 0) != 0; }
  friend std::ostream& operator<<(std::ostream& out, const Catch2Build& build) {
    return out << "Catch2 " << build.version;
  }
};

const std::vector<Catch2Build>& catch2_builds();

/// Runs programs of one Catch2 against a center of the test's own; their tests in the order of the
/// source.
class Catch2Test : public ::testing::TestWithParam<Catch2Build>, protected CenterOfATest {
 protected:
  void TearDown() override { expect_no_breach(); }

  /// With TESTCENTER_URL: the listener.
  ProgramRun run_attached(const std::string& program, const Words& arguments = {}) const {
    return run(program, arguments, {{"TESTCENTER_URL", center_url()}});
  }
  /// Where nothing but the given environment says anything.
  ProgramRun run(const std::string& program, const Words& arguments,
                 const Environment& environment) const {
    Words words = {GetParam().folder + "/" + program, "--rng-seed", "1"};
    const bool is_ordered =
        std::find(arguments.begin(), arguments.end(), "--order") != arguments.end();
    if (!is_ordered) words.insert(words.end(), {"--order", "decl"});
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run_here(words, environment);
  }
};

/// Where an unexpected exception or a signal happened, Catch2 can only guess: it prints the last
/// assertion that it knows of, and of those that pass only if somebody asked for them, as we do.
inline std::string without_places(const std::string& output) {
  return std::regex_replace(output, std::regex("\\.cpp:[0-9]+: (FAILED|failed):"), ".cpp: $1:");
}

}  // namespace testcenter::test

/// Each test of the class once for every Catch2.
#define FOR_EVERY_CATCH2(test_class)                                                  \
  INSTANTIATE_TEST_SUITE_P(Catch2, test_class,                                        \
                           ::testing::ValuesIn(::testcenter::test::catch2_builds()),  \
                           [](const auto& tested) {                                   \
                             auto name = tested.param.version;                        \
                             for (auto& c : name) c = std::isalnum(c) != 0 ? c : '_'; \
                             return name;                                             \
                           });                                                        \
  GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(test_class)
