#include "support/leak_check.hpp"

#include <testcenter/export.hpp>

namespace {

// In a process that is forked while the sender's thread runs, LeakSanitizer looks for that thread
// in vain, takes all that only it could reach for leaked, and turns the exit code of the user's
// child into a failure.
bool is_left_out = false;

}  // namespace

/// LeakSanitizer's question to the program; the user's own answer, if there is one, comes first.
extern "C" TESTCENTER_API __attribute__((weak)) int __lsan_is_turned_off();  // NOLINT
int __lsan_is_turned_off() { return is_left_out ? 1 : 0; }                   // NOLINT

namespace testcenter::leak_check {

void leave_this_process_out() { is_left_out = true; }

}  // namespace testcenter::leak_check
