#pragma once

#include <testcenter/model.hpp>
#include <testcenter/reporter.hpp>

#include "reporter/open_path.hpp"
#include "support/small_text.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace testcenter::core {

using ClosingText = SmallText<160>;

/// What a finished element says last, if anything: a failed one a LOG `Failed in 12 ms: 2 of 7
/// assertions failed`, or a FAIL where the journal had no room for one of its failures; one that an
/// exception left a LOG that says so, one without outcome a PASS `Passed in 12 ms`. A suite says
/// nothing that its cases say already; a case always says how long it took unless its own outcome
/// stands.
struct Closing {
  enum class Says : std::uint8_t { nothing, passed, failed, left };
  Says says = Says::nothing;
  std::chrono::steady_clock::duration took{};
};
Closing closing_of(const OpenElement& element, std::chrono::steady_clock::time_point now);

/// The words of the LOGs, and of the FAIL.
ClosingText failed_text(const Closing& closing, const OpenElement& element, const Tally& tally);
ClosingText left_text(const Closing& closing);

/// `4711 more assertions passed`, or without "more" if none was reported by itself.
ClosingText hidden_passes_text(const OpenElement& element);

}  // namespace testcenter::core
