#pragma once

#include <testcenter/result.hpp>

#include "capture/relay.hpp"

#include <cstddef>
#include <memory>

namespace testcenter::capture {

/// Starts a thread that sleeps as long as the relay's process lives. Should that be killed, the
/// thread says so on the console and relays in its place: nobody's write() waits for ever or draws
/// SIGPIPE. `process`: see start_relay_process(). It takes `ends` and `notices`, closes them when
/// the relay is asked to leave, and holds `memory` as long as it needs the buffers.
Status watch_relay(int process, const RelayEnds& ends, int notices,
                   std::shared_ptr<std::byte> memory);

}  // namespace testcenter::capture
