#pragma once

/// A thread whose descriptors are its own: it has its own numbers, what it opens is seen by nobody
/// else, and what others close stays open to it (docs/decisions/0013-descriptors.md). Linux.
namespace testcenter::own_descriptors {

/// False where others take a descriptor for the same in all threads: ThreadSanitizer does,
/// libraries that were preloaded (heaptrack, fakeroot) may write to one of theirs from any, and so
/// do TLS libraries with SSLKEYLOGFILE. Not while another thread may be changing the environment.
bool are_good_here();

/// From here on the calling thread has `errors` as its stderr, and no other descriptor. False if
/// the system has no such thing (Linux before 5.9); then nothing has changed.
bool take(int errors);

}  // namespace testcenter::own_descriptors
