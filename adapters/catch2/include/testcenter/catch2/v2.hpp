#pragma once

#include <testcenter/catch2/face.hpp>
#include <testcenter/catch2/others_2.hpp>
// behind it
#include <testcenter/catch2/last_disposition.hpp>

#include <set>
#include <string>

/// The face to Catch2 2.13.
namespace testcenter::catch2 {

template <typename Base>
class Callbacks : public Base {
 public:
  Callbacks(const Catch::ReporterConfig& config, Asked asked)
      : Base(config), run_(asked), last_(this->m_config) {
    this->m_reporterPrefs.shouldReportAllAssertions = Run::is_wanted(asked);
  }

  static std::set<Catch::Verbosity> getSupportedVerbosities() {
    return {Catch::Verbosity::Quiet, Catch::Verbosity::Normal, Catch::Verbosity::High};
  }

  void testRunStarting(const Catch::TestRunInfo& info) override {
    run_.begin(info.name, framework_name());
    if (run_.is_reporting()) log_selection(run_, *this->m_config);
  }
  void testGroupStarting(const Catch::GroupInfo& /*info*/) override {}
  void testCaseStarting(const Catch::TestCaseInfo& info) override {
    if (run_.is_reporting()) start_case(run_, info);
  }
  void sectionStarting(const Catch::SectionInfo& info) override {
    last_.start_section(info);
    run_.start_section(info.name, location_of(info.lineInfo));
  }
  void assertionStarting(const Catch::AssertionInfo& /*info*/) override {}
  bool assertionEnded(const Catch::AssertionStats& stats) override {
    last_.add(stats.assertionResult);
    if (run_.is_reporting()) add(run_, reader_.read(stats));
    return true;
  }
  void sectionEnded(const Catch::SectionStats& stats) override {
    last_.end_section();
    run_.end_section(stats.missingAssertions);
  }
  void testCaseEnded(const Catch::TestCaseStats& stats) override { end_case(run_, stats); }
  void testGroupEnded(const Catch::TestGroupStats& /*stats*/) override {}
  void testRunEnded(const Catch::TestRunStats& /*stats*/) override { run_.end(); }
  void skipTest(const Catch::TestCaseInfo& /*info*/) override {}
  void noMatchingTestCases(const std::string& spec) override { run_.lack_cases(spec); }

#if defined(CATCH_CONFIG_ENABLE_BENCHMARKING)
  void benchmarkEnded(const Catch::BenchmarkStats<>& stats) override { log_benchmark(run_, stats); }
  void benchmarkPreparing(const std::string& name) override { benchmark_ = name; }
  void benchmarkFailed(const std::string& error) override {
    run_.log("Benchmark " + benchmark_ + " failed: " + error);
  }
#endif

 private:
  Run run_;
  LastDisposition last_;
  AssertionReader reader_;
  std::string benchmark_;  // the one under way
};

class TestCenterReporter final
    : public Callbacks<Catch::StreamingReporterBase<TestCenterReporter>> {
 public:
  explicit TestCenterReporter(const Catch::ReporterConfig& config)
      : Callbacks(config, Asked::by_name) {}
  static std::string getDescription() { return "Reports to Squish Test Center, while tests run"; }
};

class TestCenterListener final : public Callbacks<Catch::TestEventListenerBase> {
 public:
  explicit TestCenterListener(const Catch::ReporterConfig& config)
      : Callbacks(config, Asked::attached) {}
};

CATCH_REGISTER_REPORTER("testcenter", TestCenterReporter)

#if !defined(CATCH_CONFIG_DISABLE)
/// Any listener makes v2 build a result of each passing assertion, and name its line where a test
/// throws behind it: so there is none unless it would report.
inline const bool has_listener = [] {
  if (!Run::is_wanted(Asked::attached)) return false;
  const Catch::ListenerRegistrar<TestCenterListener> registrar;
  return true;
}();
#endif

}  // namespace testcenter::catch2
