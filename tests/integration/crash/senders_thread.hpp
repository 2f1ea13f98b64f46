#pragma once

namespace testcenter::test {

/// Makes the thread that sends do something, wherever it is at the moment, and waits for ever.
/// Where nobody sends, the calling thread does it.
void in_the_senders_thread(void (*action)());

/// Sends a signal to the thread that sends, and waits for ever. Where nobody sends, the calling
/// thread gets it.
void signal_the_senders_thread(int number);

}  // namespace testcenter::test
