#pragma once

namespace testcenter::sanitizer {

/// Calls `tell` in the thread that AddressSanitizer ends the process in, once its report is out and
/// before the process goes. Without AddressSanitizer it does nothing. There is room for one such
/// function, and no way to ask who has it: one that the program set before is replaced, but for
/// libFuzzer's. POSIX.
void tell_before_death(void (*tell)());

/// ThreadSanitizer is linked: it takes a descriptor of two threads for one and the same.
bool follows_descriptors();

}  // namespace testcenter::sanitizer
