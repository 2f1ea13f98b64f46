#pragma once

namespace testcenter::http {

/// Lets the TLS library behind libcurl register what it does at exit now: what the caller registers
/// afterwards runs before it. Costs some microseconds; the rest of its start-up stays with the
/// first post(). Without this, exit() could clean it up under a thread that is sending.
void register_tls_exit_handler();

}  // namespace testcenter::http
