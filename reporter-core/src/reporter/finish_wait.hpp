#pragma once

#include "sender/sender_thread.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace testcenter::core {

struct FinishLimits {
  std::chrono::milliseconds stall;  ///< without any progress
  std::chrono::milliseconds total;
  /// How often it is looked whether there is progress, and whether it is complete. A thread that
  /// wakes for a look pays some 25 us of CPU time; the sender tells of its end without one.
  std::chrono::milliseconds look;
};

/// Waits until `is_complete`, sending is over or a limit has passed; says every now and then how
/// much is left. Returns why it gave up; empty if it did not.
std::string wait_for_sender(sender::SenderThread& thread, const FinishLimits& limits,
                            const std::function<bool()>& is_complete,
                            const std::function<void()>& say_progress);

}  // namespace testcenter::core
