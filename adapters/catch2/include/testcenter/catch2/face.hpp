#pragma once

// Included behind Catch2's own header, of either version.
#include <testcenter/catch2/run.hpp>
#include <testcenter/contained.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

/// What v2 and v3 write alike, but with types of their own.
namespace testcenter::catch2 {

inline std::string_view view(const Catch::StringRef& text) { return {text.data(), text.size()}; }
inline std::string_view view(const std::string& text) { return text; }

inline Location location_of(const Catch::SourceLineInfo& place) {
  return {place.file, static_cast<int>(place.line)};
}

inline std::string framework_name() {
  return "Catch2 " + std::to_string(CATCH_VERSION_MAJOR) + "." +
         std::to_string(CATCH_VERSION_MINOR) + "." + std::to_string(CATCH_VERSION_PATCH);
}

template <typename CaseInfo>
void start_case(Run& run, const CaseInfo& info) {
  const std::string tags = info.tagsAsString();
  run.start_case(
      {view(info.name), tags, location_of(info.lineInfo), info.okToFail(), info.expectedToFail()});
}

template <typename CaseStats>
void end_case(Run& run, const CaseStats& stats) {
  const auto& assertions = stats.totals.assertions;
  run.end_case({assertions.failed, assertions.failedButOk, assertions.total(),
                stats.totals.testCases.failed != 0});
}

template <typename Config>
void log_selection(Run& run, const Config& config) {
  run.log("Seed " + std::to_string(config.rngSeed()));
  std::string filters;
  for (const auto& filter : config.getTestsOrTags()) filters += " " + filter;
  if (!filters.empty()) run.log("Filters:" + filters);
}

template <typename BenchmarkStats>
void log_benchmark(Run& run, const BenchmarkStats& stats) {
  char figures[160];
  static_cast<void>(std::snprintf(figures, sizeof figures,
                                  ": mean %.6g ns, deviation %.3g ns, %u samples",
                                  stats.mean.point.count(), stats.standardDeviation.point.count(),
                                  static_cast<unsigned>(stats.samples.size())));
  run.log(std::string(view(stats.info.name)) + figures);
}

/// Reads an assertion's result. Its strings are kept for their memory: a passing assertion
/// allocates nothing. One assertion at a time; Catch2 sees to that.
class AssertionReader {
 public:
  template <typename Stats>
  const Assertion& read(const Stats& stats) {
    const auto& result = stats.assertionResult;
    assertion_.location = location_of(result.getSourceInfo());
    assertion_.outcome = outcome_of(result);
    // Not of exceptions: one outside of assertions has the disposition of the last one.
    assertion_.goes_on = assertion_.outcome == Outcome::failed &&
                         (result.m_info.resultDisposition & Catch::ResultDisposition::Normal) == 0;
    detail_.clear();
    write_message(result);
    // A pass is never expanded: that costs twenty times as much as the assertion.
    if (assertion_.outcome != Outcome::passed) write_detail(stats);
    return finished();
  }

 private:
  template <typename Result>
  static Outcome outcome_of(const Result& result) {
    using Was = Catch::ResultWas;
    switch (result.getResultType()) {
      case Was::Ok:
        return Outcome::passed;
      case Was::Info:
      case Was::Warning:
        return Outcome::warned;
#if CATCH_VERSION_MAJOR > 3 || (CATCH_VERSION_MAJOR == 3 && CATCH_VERSION_MINOR >= 3)
      case Was::ExplicitSkip:
        return Outcome::skipped;
#endif
      case Was::FatalErrorCondition:
        return Outcome::crashed;
      case Was::ThrewException:
        return result.isOk() ? Outcome::warned : Outcome::threw;
      default:
        return result.isOk() ? Outcome::warned : Outcome::failed;  // CHECK_NOFAIL
    }
  }

  /// `REQUIRE( a == b )`
  void write_expression(const Catch::AssertionInfo& info) {
    const auto macro = view(info.macroName);
    const auto expression = view(info.capturedExpression);
    message_.assign(macro);
    if (expression.empty()) return;
    if (!macro.empty()) message_.append("( ");
    message_.append(expression);
    if (!macro.empty()) message_.append(" )");
  }

  template <typename Result>
  void write_message(const Result& result) {
    using Was = Catch::ResultWas;
    write_expression(result.m_info);
    if (!result.hasMessage()) return;
    const auto& own = result.getMessage();
    switch (result.getResultType()) {
      case Was::ThrewException:
        detail_ = message_;
        message_.assign("Unexpected exception: ").append(view(own));
        return;
      case Was::FatalErrorCondition:
        detail_ = message_;
        message_.assign("Fatal error: ").append(view(own));
        return;
      default:
        message_.assign(view(own));
    }
  }

  template <typename Stats>
  void write_detail(const Stats& stats) {
    const auto& result = stats.assertionResult;
    if (result.getResultType() == Catch::ResultWas::DidntThrowException) {
      add_detail("No exception was thrown where one was expected");
    }
    const std::string expansion = expansion_of(result);
    if (!expansion.empty()) add_detail("with expansion:", expansion);
    // Its own message is the last of them.
    auto left =
        stats.infoMessages.size() - (result.hasMessage() && !stats.infoMessages.empty() ? 1 : 0);
    for (const auto& info : stats.infoMessages) {
      if (left-- == 0) break;
      add_detail("with message:", info.message);
    }
  }

  /// An operator<< of the user's may throw; who else writes the values is to find that out.
  template <typename Result>
  static std::string expansion_of(const Result& result) {
    std::string expansion = "(an operator<< threw)";
    contained([&] {
      expansion = result.hasExpandedExpression() ? result.getExpandedExpression() : std::string();
    });
    return expansion;
  }

  void add_detail(std::string_view heading, std::string_view text = {}) {
    if (!detail_.empty()) detail_ += '\n';
    detail_.append(heading);
    if (!text.empty()) detail_.append("\n  ").append(text);
  }

  /// A message is one line.
  const Assertion& finished() {
    std::string_view line = message_;
    const auto end = line.find('\n');
    if (end != std::string_view::npos || line.size() > longest_line) {
      whole_ = message_;
      if (!detail_.empty()) whole_.append("\n").append(detail_);
      line = line.substr(0, end).substr(0, longest_line);
      while (!line.empty() && (static_cast<unsigned char>(message_[line.size()]) & 0xC0) == 0x80) {
        line.remove_suffix(1);
      }
      assertion_.detail = whole_;
    } else {
      assertion_.detail = detail_;
    }
    assertion_.message = line;
    return assertion_;
  }

  static constexpr std::size_t longest_line = 300;

  Assertion assertion_;
  std::string message_;
  std::string detail_;
  std::string whole_;
};

/// Catch2's signal handler tells of the signal with an assertion; v2 tells listeners nothing else.
inline void add(Run& run, const Assertion& assertion) {
  if (assertion.outcome == Outcome::crashed) run.crash();
  run.add(assertion);
}

}  // namespace testcenter::catch2
