#pragma once

#include <string_view>

namespace testcenter {

/// A signal as a person reads it. Async-signal-safe: the texts are constants.
struct SignalText {
  std::string_view name;   ///< "SIGSEGV"; empty for a number that we have no name for
  std::string_view words;  ///< "segmentation fault"
  /// True if a program gets it for what it did itself.
  bool is_fault = false;
};
SignalText text_of_signal(int number);

}  // namespace testcenter
