#pragma once

#include <testcenter/result.hpp>

/// Descriptors that we hold beside stdout and stderr. None of them is left open in a forked child
/// or over exec(): there it would keep a pipe from its end. Tests may close any, and open another
/// file in its place. POSIX.
namespace testcenter::capture {

/// From here on until close_and_forget(). Closes it in forked children.
void keep_from_children(int descriptor);

/// False if it was closed by somebody else, whatever has its number by now. Async-signal-safe.
bool is_kept(int descriptor);

/// Closes it, if it is one, and was not closed by somebody else. Async-signal-safe.
void close_and_forget(int& descriptor);

bool is_open(int descriptor);

/// What errno says, after a system call that failed.
Error failed(const char* call);

}  // namespace testcenter::capture
