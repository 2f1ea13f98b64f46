#pragma once

#include <cstdint>

/// What happens when the process gets a fatal signal: a fault (SEGV, BUS, FPE, ILL, ABRT), or TERM
/// and INT where their default action stands. The reporters write a Crash record and wait bounded
/// for the server; then the signal goes to whoever had it before us, as if we were not there. The
/// same when AddressSanitizer ends the process. POSIX.
namespace testcenter::core::crash_handler {

enum class Faults : std::uint8_t {
  ours,
  left_alone,  ///< a framework catches them itself, and would not if somebody else did
};

/// Each signal once a process. One that is ignored stays so. Handlers that somebody installs after
/// this stand before ours.
void install(Faults which);

}  // namespace testcenter::core::crash_handler
