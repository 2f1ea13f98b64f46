#pragma once

#include <testcenter/result.hpp>

#include <functional>
#include <thread>

namespace testcenter {

/// Starts `body` in a thread that blocks all signals but those of faults of its own, abort()'s
/// among them, so that it never takes one that the program expects elsewhere. `name`: at most 15
/// bytes, as debuggers and `top` show it.
Status start_quiet_thread(std::thread& thread, const char* name, std::function<void()> body);

/// Runs `job` in such a thread, and waits for its end. Fails if the system gives no thread. `job`
/// must not throw, and owns all that it works with: a signal handler may take the caller away by
/// siglongjmp() meanwhile.
Status run_in_quiet_thread(const char* name, std::function<void()> job);

}  // namespace testcenter
