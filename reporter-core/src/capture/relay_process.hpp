#pragma once

#include <testcenter/result.hpp>

#include "capture/relay.hpp"

namespace testcenter::capture {

/// Forks a process that relays until everybody who could write or ask is gone. It has a session of
/// its own, takes no signal but SIGKILL, and holds no other descriptor. The program's wait() does
/// not see it, and its SIGCHLD does not tell of it. `let_go` runs in it first: async-signal-safe.
/// The process' id, or 0 where it is nobody's child.
Result<int> start_relay_process(const RelayEnds& ends, void (*let_go)());

/// Takes back what is left of one that ended or is about to: else it would stay in the list of
/// processes where nobody tidies up behind others, as in many a container. 0: nothing.
void reap_relay_process(int process);

}  // namespace testcenter::capture
