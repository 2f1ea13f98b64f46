#include "reporter/closing.hpp"

#include "support/duration_text.hpp"

#include <algorithm>
#include <cstdint>

namespace testcenter::core {
namespace {

std::string_view assertions(std::uint64_t count) {
  return count == 1 ? " assertion" : " assertions";
}

bool says_nothing(const OpenElement& element) {
  if (element.has_outcome) return true;
  // A case tells its duration even if its sections have outcomes of their own.
  return element.has_outcome_below && element.kind != ElementKind::test_case;
}

/// Some failures no framework knows: a screenshot that differs, say.
void append_counts(ClosingText& text, const OpenElement& element, const Tally& tally) {
  const bool knows_all = tally.failed >= element.failures;
  if (knows_all && tally.total != 0) {
    text << ": " << tally.failed << " of " << tally.total << assertions(tally.total) << " failed";
    return;
  }
  const std::uint64_t failures = std::max(tally.failed, element.failures);
  text << ": " << failures << (failures == 1 ? " failure" : " failures");
}

void append_dropped(ClosingText& text, std::uint64_t failures) {
  if (failures == 0) return;
  text << "; " << failures << (failures == 1 ? " failure was" : " failures were")
       << " dropped: the journal's limit was reached";
}

}  // namespace

Closing closing_of(const OpenElement& element, std::chrono::steady_clock::time_point now) {
  Closing closing;
  closing.took = now - element.opened;
  if (element.failures != 0) {
    const bool is_told = element.kind == ElementKind::suite && element.dropped_failures == 0;
    closing.says = is_told ? Closing::Says::nothing : Closing::Says::failed;
  } else if (element.left == Left::by_exception) {
    closing.says = Closing::Says::left;
  } else {
    closing.says = says_nothing(element) ? Closing::Says::nothing : Closing::Says::passed;
  }
  return closing;
}

ClosingText failed_text(const Closing& closing, const OpenElement& element, const Tally& tally) {
  ClosingText text;
  text << "Failed in " << duration_text(closing.took).view();
  append_counts(text, element, tally);
  append_dropped(text, element.dropped_failures);
  return text;
}

ClosingText left_text(const Closing& closing) {
  ClosingText text;
  text << "Left by an exception after " << duration_text(closing.took).view();
  return text;
}

ClosingText hidden_passes_text(const OpenElement& element) {
  ClosingText text;
  text << element.hidden_passes << (element.hidden_passes < element.passes ? " more" : "")
       << assertions(element.hidden_passes) << " passed";
  return text;
}

}  // namespace testcenter::core
