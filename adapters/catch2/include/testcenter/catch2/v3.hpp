#pragma once

#include <testcenter/catch2/face.hpp>
#if CATCH_VERSION_MINOR == 4
#include <testcenter/catch2/others_3.hpp>
// behind it
#include <testcenter/catch2/last_disposition.hpp>
#endif

#include <string>
#include <utility>

/// The face to Catch2 3.
namespace testcenter::catch2 {

#if CATCH_VERSION_MINOR != 4
/// Not needed since 3.5; of 3.0 to 3.3 we know no interface for it (docs/catch2.md).
struct LastDisposition {
  explicit LastDisposition(const Catch::IConfig* /*config*/) {}
  void start_section(const Catch::SectionInfo& /*info*/) {}
  void add(const Catch::AssertionResult& /*result*/) {}
  void end_section() {}
};
#endif

template <typename Base>
class Callbacks : public Base {
 public:
  void testRunStarting(const Catch::TestRunInfo& info) override {
    run_.begin(view(info.name), framework_name(), options());
    if (run_.is_reporting()) log_selection(run_, *this->m_config);
  }
  void testCaseStarting(const Catch::TestCaseInfo& info) override {
    if (run_.is_reporting()) start_case(run_, info);
  }
  void sectionStarting(const Catch::SectionInfo& info) override {
    last_.start_section(info);
    run_.start_section(view(info.name), location_of(info.lineInfo));
  }
  void assertionEnded(const Catch::AssertionStats& stats) override {
    last_.add(stats.assertionResult);
    if (run_.is_reporting()) add(run_, reader_.read(stats));
  }
  void sectionEnded(const Catch::SectionStats& stats) override {
    last_.end_section();
    run_.end_section(stats.missingAssertions);
  }
  void testCaseEnded(const Catch::TestCaseStats& stats) override { end_case(run_, stats); }
  void noMatchingTestCases(Catch::StringRef spec) override { run_.lack_cases(view(spec)); }
  void testRunEnded(const Catch::TestRunStats& /*stats*/) override { run_.end(); }
  void benchmarkEnded(const Catch::BenchmarkStats<>& stats) override { log_benchmark(run_, stats); }
  void benchmarkPreparing(Catch::StringRef name) override { benchmark_ = view(name); }
  void benchmarkFailed(Catch::StringRef error) override {
    run_.log("Benchmark " + benchmark_ + " failed: " + std::string(view(error)));
  }

 protected:
  template <typename Given>
  Callbacks(Given&& given, Asked asked)
      : Base(std::forward<Given>(given)), run_(asked), last_(this->m_config) {
    this->m_preferences.shouldReportAllAssertions = Run::is_wanted(asked);
  }
  virtual Run::Options options() const { return {}; }

 private:
  Run run_;
  LastDisposition last_;
  AssertionReader reader_;
  std::string benchmark_;  // the one under way
};

class TestCenterReporter final : public Callbacks<Catch::StreamingReporterBase> {
 public:
  explicit TestCenterReporter(Catch::ReporterConfig&& config)
      : Callbacks(std::move(config), Asked::by_name) {}
  static std::string getDescription() { return "Reports to Squish Test Center, while tests run"; }

 private:
  Run::Options options() const override {
    Run::Options named;
    for (const auto& [key, value] : m_customOptions) named.emplace(key.substr(1), value);  // "Xkey"
    return named;
  }
};

class TestCenterListener final : public Callbacks<Catch::EventListenerBase> {
 public:
  explicit TestCenterListener(const Catch::IConfig* config) : Callbacks(config, Asked::attached) {}
};

CATCH_REGISTER_REPORTER("testcenter", TestCenterReporter)
CATCH_REGISTER_LISTENER(TestCenterListener)

}  // namespace testcenter::catch2
