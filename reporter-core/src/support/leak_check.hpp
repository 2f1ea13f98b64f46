#pragma once

namespace testcenter::leak_check {

/// Keeps LeakSanitizer from looking at this process when it exits. Async-signal-safe; without
/// LeakSanitizer it does nothing.
void leave_this_process_out();

}  // namespace testcenter::leak_check
