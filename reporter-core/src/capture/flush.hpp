#pragma once

namespace testcenter::capture {

/// Hands on what stdout, stderr and C++'s streams to them still keep. Does not wait for a thread
/// that is printing, nor for anybody in a signal handler that interrupted it.
void flush_standard_streams();

}  // namespace testcenter::capture
