#pragma once

#include "support/small_text.hpp"

#include <chrono>

namespace testcenter {

using DurationText = SmallText<40>;

/// `37 us` is written as `37 µs`; then `12 ms`, then `15.3 s`.
DurationText duration_text(std::chrono::steady_clock::duration duration);

/// What an element without another outcome says last: `Passed in 12 ms`.
DurationText passed_text(std::chrono::steady_clock::duration duration);

}  // namespace testcenter
