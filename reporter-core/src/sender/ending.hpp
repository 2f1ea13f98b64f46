#pragma once

#include "journal/record.hpp"
#include "support/source_paths.hpp"

#include <optional>
#include <string>

namespace testcenter::sender {

/// How the process that wrote a journal ended, as far as whoever watched it knows.
struct WriterEnd {
  int signal = 0;                ///< != 0: it died of this signal
  std::optional<int> exit_code;  ///< it exited with this code
};

/// The FATAL on the element that a process died in: `Crashed: SIGSEGV (segmentation fault)`.
std::string crashed(int signal);
/// ... where its journal does not say how: `The process ended without a word: exit code 3`.
std::string ended_without_a_word(const WriterEnd& end);
/// The context of either: `Last event: FAIL "expected 4, got 5" at math_test.cpp:12`.
std::string last_event_text(const journal::Record& event, SourcePaths& sources);

}  // namespace testcenter::sender
