#include "capture/descriptors.hpp"
#include "capture/relay_process.hpp"
#include "capture/relay_watch.hpp"
#include "support/console.hpp"
#include "support/quiet_thread.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <thread>
#include <utility>

namespace testcenter::capture {
namespace {

/// Not by way of stderr: that is a pipe which nobody empties at this moment.
void say_that_it_died(const RelayEnds& ends) {
  static const std::string line = console::line_of(
      "the process that passes on what this one prints was killed (TESTCENTER_CAPTURE); what it "
      "had "
      "in its hands may be missing on the console, from here on this one does it");
  const int console = ends.streams[1].to >= 0 ? ends.streams[1].to : ends.streams[0].to;
  const ssize_t written = write(console, line.data(), line.size());
  static_cast<void>(written);  // there is nobody else to tell
}

/// Tests may have closed any.
void drop_what_is_gone(RelayEnds& ends) {
  for (RelayStream& stream : ends.streams) {
    if (!is_kept(stream.from)) stream.from = -1;
    if (!is_kept(stream.to)) stream.to = -1;
  }
  if (!is_kept(ends.requests)) ends.requests = -1;
  if (!is_kept(ends.answers)) ends.answers = -1;
}

void close_all(RelayEnds& ends) {
  for (RelayStream& stream : ends.streams) {
    close_and_forget(stream.from);
    close_and_forget(stream.to);
  }
  close_and_forget(ends.requests);
  close_and_forget(ends.answers);
}

void watch(int process, RelayEnds ends, int notices) {
  while (is_kept(notices)) {
    Notice notice{};
    const ssize_t got = read(notices, &notice, sizeof notice);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      reap_relay_process(process);
      drop_what_is_gone(ends);
      say_that_it_died(ends);
      Relay relay(ends);
      relay.run();
      ends = relay.ends();
      break;
    }
    if (notice == Notice::is_leaving) break;
    close_and_forget(ends.streams[notice == Notice::console_0_is_gone ? 0 : 1].from);
  }
  close_all(ends);
  close_and_forget(notices);
}

}  // namespace

Status watch_relay(int process, const RelayEnds& ends, int notices,
                   std::shared_ptr<std::byte> memory) {
  std::thread thread;
  Status status = start_quiet_thread(
      thread, "testcenter-out",
      [process, ends, notices, memory = std::move(memory)] { watch(process, ends, notices); });
  if (status) thread.detach();
  return status;
}

}  // namespace testcenter::capture
