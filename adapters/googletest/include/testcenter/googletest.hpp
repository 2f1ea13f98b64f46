#pragma once

#include <testcenter/config.hpp>
#include <testcenter/export.hpp>

#include <gtest/gtest.h>

#include <memory>

namespace testcenter {

namespace googletest {
struct Attached {};
}  // namespace googletest

/// Reports a GoogleTest program to Test Center, while it runs (docs/googletest.md).
///
/// Who links testcenter::googletest has one already: it is registered before main() and stays inert
/// unless TESTCENTER_URL or TESTCENTER_MODE=spool is set. To give the settings in code, append one
/// by hand before RUN_ALL_TESTS(), ahead of other listeners: what those assert at a test's start or
/// end goes to its suite otherwise, and the case passes. The registered one then stays out:
///
///     testing::UnitTest::GetInstance()->listeners().Append(
///         new testcenter::GoogleTestListener(config));
///
/// Nothing is opened, started or printed before the first test program event. In death-test
/// children and forked processes it does nothing. It never throws, never writes to stdout, and does
/// not touch the exit code. GoogleTest calls it; the callbacks are safe against each other on any
/// thread.
class TESTCENTER_API GoogleTestListener final : public ::testing::EmptyTestEventListener {
 public:
  explicit GoogleTestListener(const Config& config = {});
  /// For the registration inside testcenter::googletest.
  explicit GoogleTestListener(googletest::Attached);
  ~GoogleTestListener() override;
  GoogleTestListener(const GoogleTestListener&) = delete;
  GoogleTestListener& operator=(const GoogleTestListener&) = delete;

  void OnTestProgramStart(const ::testing::UnitTest& unit_test) override;
  void OnTestIterationStart(const ::testing::UnitTest& unit_test, int iteration) override;
  void OnTestSuiteStart(const ::testing::TestSuite& suite) override;
  void OnTestStart(const ::testing::TestInfo& test) override;
  void OnTestPartResult(const ::testing::TestPartResult& part) override;
  void OnTestEnd(const ::testing::TestInfo& test) override;
  void OnTestSuiteEnd(const ::testing::TestSuite& suite) override;
  void OnEnvironmentsTearDownStart(const ::testing::UnitTest& unit_test) override;
  void OnTestIterationEnd(const ::testing::UnitTest& unit_test, int iteration) override;
  void OnTestProgramEnd(const ::testing::UnitTest& unit_test) override;

 private:
  struct State;
  template <typename Action>
  void while_reporting(Action action) noexcept;

  std::unique_ptr<State> state_;
};

}  // namespace testcenter
