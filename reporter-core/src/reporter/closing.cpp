#include "reporter/closing.hpp"

namespace testcenter::core {
namespace {

using std::chrono::duration_cast;

std::string_view assertions(std::uint64_t count) {
  return count == 1 ? " assertion" : " assertions";
}

bool says_nothing(const OpenElement& element) {
  if (element.has_outcome) return true;
  // A case tells its duration even if its sections have outcomes of their own.
  return element.has_outcome_below && element.kind != ElementKind::test_case;
}

void append_counts(ClosingText& text, const OpenElement& element, const Tally& tally) {
  if (tally.total != 0) {
    text << ": " << tally.failed << " of " << tally.total << assertions(tally.total) << " failed";
    return;
  }
  const std::uint64_t failures = tally.failed != 0 ? tally.failed : element.failures;
  text << ": " << failures << (failures == 1 ? " failure" : " failures");
}

}  // namespace

void append_duration(ClosingText& text, std::chrono::steady_clock::duration duration) {
  const auto us =
      static_cast<std::uint64_t>(duration_cast<std::chrono::microseconds>(duration).count());
  if (us < 1000) {
    text << us << " \u00b5s";
  } else if (us < 10'000'000) {
    text << us / 1000 << " ms";
  } else {
    text << us / 1'000'000 << "." << us / 100'000 % 10 << " s";
  }
}

Closing closing_of(const OpenElement& element, const Tally& tally,
                   std::chrono::steady_clock::time_point now) {
  Closing closing;
  const bool failed = element.failures != 0;
  if (failed ? element.kind == ElementKind::suite : says_nothing(element)) return closing;
  closing.present = true;
  closing.type = failed ? EventType::log : EventType::pass;
  closing.message << (failed ? "Failed in " : "Passed in ");
  append_duration(closing.message, now - element.opened);
  if (failed) append_counts(closing.message, element, tally);
  return closing;
}

ClosingText hidden_passes_text(const OpenElement& element) {
  ClosingText text;
  text << element.hidden_passes << (element.hidden_passes < element.passes ? " more" : "")
       << assertions(element.hidden_passes) << " passed";
  return text;
}

}  // namespace testcenter::core
