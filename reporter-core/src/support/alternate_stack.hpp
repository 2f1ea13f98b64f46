#pragma once

/// A stack for signal handlers, so that one can run after the thread's own stack overflowed. POSIX.
namespace testcenter::alternate_stack {

/// Gives this thread one until it ends, unless it has one already. Costs a look after the first
/// time.
void ensure();

}  // namespace testcenter::alternate_stack
