#pragma once

namespace testcenter::http {

/// Keeps OpenSSL from cleaning up at exit(), if nobody used it yet: it would do so under a thread
/// that is sending, and in a forked child wait for ever for a lock that this thread held while it
/// was forked. `library`: as dlsym() takes it, where to look for OpenSSL.
void leave_tls_library_up_at_exit(void* library);

}  // namespace testcenter::http
