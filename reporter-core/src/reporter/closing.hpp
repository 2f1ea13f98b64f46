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

/// `37 us` is written as `37 µs`; then `12 ms`, then `15.3 s`.
void append_duration(ClosingText& text, std::chrono::steady_clock::duration duration);

/// What a finished element says last, if anything: a failed one a LOG `Failed in 12 ms: 2 of 7
/// assertions failed`, one without outcome a PASS `Passed in 12 ms`. A suite says nothing that its
/// cases say already; a case always says how long it took unless its own outcome stands.
struct Closing {
  bool present = false;
  EventType type = EventType::pass;
  ClosingText message;
};
Closing closing_of(const OpenElement& element, const Tally& tally,
                   std::chrono::steady_clock::time_point now);

/// `4711 more assertions passed`, or without "more" if none was reported by itself.
ClosingText hidden_passes_text(const OpenElement& element);

}  // namespace testcenter::core
