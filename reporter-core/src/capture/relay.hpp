#pragma once

#include "capture/output_buffer.hpp"

#include <array>
#include <cstdint>

namespace testcenter::capture {

/// What the test process asks for. Each is done when all that was written before is on the console.
enum class Order : std::uint32_t {
  begin,   ///< keep what comes
  end,     ///< keep no more
  settle,  ///< nothing else
  leave,   ///< settle; nothing will be asked any more
};

struct Request {
  std::uint32_t number = 0;
  Order order = Order::settle;
};

/// What the other process is told beside the answers. 0 and 1: see below.
enum class Notice : char { console_0_is_gone = '0', console_1_is_gone = '1', is_leaving = 'L' };

struct RelayStream {
  int from = -1;  ///< what was written comes out here; -1: nothing any more
  int to = -1;    ///< the console
  OutputBuffer buffer;
};

struct RelayEnds {
  std::array<RelayStream, 2> streams;
  int requests = -1;
  int answers = -1;  ///< takes the number of each request that is done
  int notices = -1;  ///< held by the relay's process alone: its end tells of that one's end
};

/// Passes on what is written, byte for byte and at once, and keeps what is asked for. Makes only
/// async-signal-safe calls: it lives in a process forked from one with threads.
class Relay {
 public:
  explicit Relay(const RelayEnds& ends) : ends_(ends) {}

  /// Until everybody who could write or ask is gone.
  void run();

  /// What of it is still open.
  const RelayEnds& ends() const { return ends_; }

 private:
  /// False if there is nothing at the moment.
  bool pass_on(RelayStream& stream);
  bool put(RelayStream& stream, const char* bytes, std::size_t size);
  void give_up(RelayStream& stream);
  void drain(RelayStream& stream);
  void answer();
  void act_on(Order order);
  void notice(Notice notice) const;

  RelayEnds ends_;
  bool is_keeping_ = false;
};

}  // namespace testcenter::capture
