#pragma once

namespace testcenter::http {

/// Keeps the TLS library behind libcurl from cleaning up at exit(), if nobody used it yet: it would
/// do so under a thread that is sending, and in a forked child wait for ever for a lock that this
/// thread held while it was forked. Costs some microseconds; the library's start-up stays with the
/// first post().
void leave_tls_library_up_at_exit();

}  // namespace testcenter::http
