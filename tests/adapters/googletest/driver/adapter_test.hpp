#pragma once

#include "googletest/driver/framework_account.hpp"
#include "googletest/driver/versions.hpp"
#include "support/center_of_a_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace testcenter::test {

/// Runs programs of one GoogleTest against a center of the test's own.
class AdapterTest : public ::testing::TestWithParam<GoogleTestBuild>, protected CenterOfATest {
 protected:
  void TearDown() override;

  /// With TESTCENTER_URL.
  ProgramRun run_reporting(const std::string& program, const Words& arguments,
                           const Environment& more = {}) const;
  /// As if nobody had ever heard of a test center.
  ProgramRun run_alone(const std::string& program, const Words& arguments,
                       const Environment& more = {}) const;
  /// Where nothing but the given environment says anything.
  ProgramRun run(const std::string& program, const Words& arguments,
                 const Environment& environment) const;

  bool is_at_least(int minor) const { return GetParam().is_at_least(minor); }
};

}  // namespace testcenter::test

/// Each test of the class once for every GoogleTest.
#define FOR_EVERY_GOOGLETEST(test_class)                                                 \
  INSTANTIATE_TEST_SUITE_P(GoogleTest, test_class,                                       \
                           ::testing::ValuesIn(::testcenter::test::googletest_builds()), \
                           [](const auto& tested) {                                      \
                             auto name = tested.param.version;                           \
                             for (auto& c : name) c = std::isalnum(c) != 0 ? c : '_';    \
                             return name;                                                \
                           })
