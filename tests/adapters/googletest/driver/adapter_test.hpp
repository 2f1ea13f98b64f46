#pragma once

#include "googletest/driver/framework_account.hpp"
#include "googletest/driver/versions.hpp"
#include "local_center/local_center_process.hpp"
#include "support/program_run.hpp"
#include "temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace testcenter::test {

using Words = std::vector<std::string>;

/// Runs programs of one GoogleTest against a center of the test's own.
class AdapterTest : public ::testing::TestWithParam<GoogleTestBuild> {
 protected:
  /// No test may make the client break the API.
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

  std::vector<nlohmann::json> reports() const;
  nlohmann::json only_report() const;
  /// The whole of the only report, or of its suites of that name.
  std::string tree() const;
  std::string tree_of(const std::string& suite) const;

  /// What waits in the spool folder.
  Words spooled() const;

  bool is_at_least(int minor) const { return GetParam().is_at_least(minor); }
  std::string path(const std::string& name) const { return folder_.path(name); }
  const std::string& center_url() const { return center_.url(); }

 private:
  TemporaryFolder folder_;
  LocalCenterProcess center_;
};

/// What the adapter itself says, of all that a program says on stderr.
std::string our_lines(const std::string& errors);

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
