#pragma once

#include <testcenter/result.hpp>

#include <functional>
#include <thread>

namespace testcenter {

/// Starts `body` in a thread that blocks all signals but those of faults of its own, abort()'s
/// among them, so that it never takes one that the program expects elsewhere. `name`: at most 15
/// bytes, as debuggers and `top` show it.
Status start_quiet_thread(std::thread& thread, const char* name, std::function<void()> body);

/// Starts such a thread, and waits until `first` has run in it. The thread goes on with what that
/// returns; with nothing, it has ended here, and `thread` is none. `first` must not throw, and owns
/// all that it works with: a signal handler may take the caller away by siglongjmp() meanwhile.
Status begin_in_quiet_thread(std::thread& thread, const char* name,
                             std::function<std::function<void()>()> first);

}  // namespace testcenter
