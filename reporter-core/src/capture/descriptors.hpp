#pragma once

#include <testcenter/result.hpp>

/// Descriptors that we hold beside stdout and stderr. None of them is left open in a forked child
/// or over exec(): there it would keep a pipe from its end. POSIX.
namespace testcenter::capture {

/// From here on until close_and_forget(). Closes it in forked children.
void keep_from_children(int descriptor);

/// Closes it, if it is one. Async-signal-safe.
void close_and_forget(int& descriptor);

bool is_open(int descriptor);

/// What errno says, after a system call that failed.
Error failed(const char* call);

}  // namespace testcenter::capture
