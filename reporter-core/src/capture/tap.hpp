#pragma once

#include <testcenter/result.hpp>

#include "capture/descriptors.hpp"
#include "capture/output_buffer.hpp"
#include "capture/relay.hpp"
#include "support/file_identity.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace testcenter::capture {

/// What was written to stdout or stderr, or to both.
struct Text {
  std::string_view name;  ///< of a file to keep it in
  OutputBuffer::Content content;
};

/// Stands between this process and its console: what is written to stdout and stderr, by us or by
/// children, goes through a relay process (relay.hpp) that outlives us, so that nothing is lost
/// however we end. One at a time in a process. start() and stop() allocate and take their time; the
/// others make a few system calls, allocate nothing, and wait for the console at most two
/// seconds, and not again until it has caught up. One thread at a time.
class Tap {
 public:
  /// `kept`: bytes of a text that are kept. `let_go` runs in the relay process, first thing.
  static Result<std::unique_ptr<Tap>> start(std::size_t kept, void (*let_go)());

  /// Keeps what is written from here on; what was kept before is gone.
  void begin();
  /// Until here. False if not everything since begin() could be kept: the console takes nothing.
  [[nodiscard]] bool end();
  /// end() for a signal handler: what stdio still keeps stays there.
  [[nodiscard]] bool end_in_handler();
  /// A test closed descriptors that are ours: end() fails from here on, and what is printed goes to
  /// the console alone.
  bool is_cut_off() const { return is_cut_off_; }
  /// After end().
  std::array<Text, 2> texts() const;

  /// Where what is written to stderr would go without us.
  int errors() const;

  /// Waits, not for long, until all is on the console, and gives stdout and stderr back. Once.
  void stop();

 private:
  /// stdout or stderr.
  struct Tapped {
    int descriptor = -1;
    int original = -1;
    FileIdentity stand_in;
  };

  explicit Tap(std::shared_ptr<std::byte> memory, std::size_t kept);
  Status open();
  Status open_stream(std::size_t index, int descriptor);
  Status open_channels();
  Status start_relay(void (*let_go)());
  Status divert();
  Status divert(int descriptor, std::size_t stream);
  void give_back();
  void close_all();
  /// True if it was done in time.
  bool ask(Order order, std::chrono::milliseconds patience);
  bool is_answered(std::chrono::milliseconds patience);
  bool is_relay_over() const;

  const std::shared_ptr<std::byte> memory_;
  RelayEnds ends_;                      // the relay's; the watching thread's later
  std::array<int, 2> writers_{-1, -1};  // of the streams, until stdout and stderr are
  std::array<Tapped, 2> tapped_;
  int process_ = 0;
  int requests_ = -1;
  int answers_ = -1;
  int notices_ = -1;
  std::uint32_t asked_ = 0;
  bool is_lagging_ = false;  // the relay has not answered in time, nor since
  bool is_cut_off_ = false;
  bool has_two_ = false;    // texts
  bool has_begun_ = false;  // what came since begin() is kept
};

}  // namespace testcenter::capture
