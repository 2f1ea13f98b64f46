#pragma once

#include <testcenter/result.hpp>

namespace testcenter::capture {

/// What takes the place of stdout or stderr: a pipe, or a pseudo terminal where there was a
/// terminal, so that who asks still sees one. Both ends are closed on exec().
struct StandIn {
  int reader = -1;  ///< does not block
  int writer = -1;
};

Result<StandIn> stand_in_for(int descriptor);

/// A pipe, closed on exec().
Result<StandIn> make_pipe();

/// The terminal's size goes to the pseudo terminal that stands in for it, if it is one.
void copy_window_size(int from, int to);

}  // namespace testcenter::capture
