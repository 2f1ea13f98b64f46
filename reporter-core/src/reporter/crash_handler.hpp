#pragma once

/// What happens when the process gets a fatal signal: SEGV, BUS, FPE, ILL, ABRT, and TERM and INT
/// where their default action stands. The reporters write a Crash record and wait bounded for the
/// server; then the signal goes to whoever had it before us, as if we were not there. The same when
/// AddressSanitizer ends the process. POSIX.
namespace testcenter::core::crash_handler {

/// Once a process; later calls change nothing. A signal that is ignored stays so. Handlers that
/// somebody installs after this stand before ours.
void install();

}  // namespace testcenter::core::crash_handler
