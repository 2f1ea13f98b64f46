#include "support/duration_text.hpp"

#include <cstdint>

namespace testcenter {

DurationText duration_text(std::chrono::steady_clock::duration duration) {
  using std::chrono::microseconds;
  const auto us =
      static_cast<std::uint64_t>(std::chrono::duration_cast<microseconds>(duration).count());
  DurationText text;
  if (us < 1000) {
    text << us << " \u00b5s";
  } else if (us < 10'000'000) {
    text << us / 1000 << " ms";
  } else {
    text << us / 1'000'000 << "." << us / 100'000 % 10 << " s";
  }
  return text;
}

DurationText passed_text(std::chrono::steady_clock::duration duration) {
  DurationText text;
  text << "Passed in " << duration_text(duration).view();
  return text;
}

}  // namespace testcenter
