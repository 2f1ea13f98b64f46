#pragma once

namespace testcenter::http {

/// Keep OpenSSL from cleaning up at exit(), if nobody used it yet: it would do so under a thread
/// that is sending, and in a forked child wait for ever for a lock that this thread held while it
/// was forked. The one that the program is linked with, if any; or the one behind `library`, which
/// dlopen() loaded. Both take the dynamic loader's lock.
void leave_linked_tls_library_up_at_exit();
void leave_tls_library_up_at_exit(void* library);

}  // namespace testcenter::http
