#pragma once

#include "support/center_of_a_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <ostream>
#include <string>
#include <vector>

namespace testcenter::test {

/// A Boost.Test with the way in which it is linked, and the folder of the programs built with it.
struct BoostBuild {
  std::string version;
  std::string folder;

  friend std::ostream& operator<<(std::ostream& out, const BoostBuild& build) {
    return out << "Boost.Test " << build.version;
  }
};

const std::vector<BoostBuild>& boost_builds();

/// Runs programs of one Boost.Test against a center of the test's own.
class BoostTest : public ::testing::TestWithParam<BoostBuild>, protected CenterOfATest {
 protected:
  void TearDown() override { expect_no_breach(); }

  /// With TESTCENTER_URL.
  ProgramRun run_reporting(const std::string& program, const Words& arguments = {},
                           Environment environment = {}) const {
    environment.emplace("TESTCENTER_URL", center_url());
    return run(program, arguments, environment);
  }
  /// Where nothing but the given environment says anything.
  ProgramRun run(const std::string& program, const Words& arguments,
                 const Environment& environment = {}) const {
    Words words = {GetParam().folder + "/" + program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run_here(words, environment);
  }
};

}  // namespace testcenter::test

/// Each test of the class once for every Boost.Test.
#define FOR_EVERY_BOOST(test_class)                                                   \
  INSTANTIATE_TEST_SUITE_P(Boost, test_class,                                         \
                           ::testing::ValuesIn(::testcenter::test::boost_builds()),   \
                           [](const auto& tested) {                                   \
                             auto name = tested.param.version;                        \
                             for (auto& c : name) c = std::isalnum(c) != 0 ? c : '_'; \
                             return name;                                             \
                           });                                                        \
  GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(test_class)
