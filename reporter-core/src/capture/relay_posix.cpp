#include "capture/descriptors.hpp"
#include "capture/relay.hpp"
#include "capture/stand_in.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

namespace testcenter::capture {
namespace {

/// Most that a pipe holds, as the kernel has it unless root says otherwise: to take more before a
/// request is answered would be to follow somebody who never stops.
constexpr std::size_t most_at_once = 1024 * 1024;

/// The console was made not to wait by somebody else.
void wait_until_writable(int descriptor) {
  pollfd polled{descriptor, POLLOUT, 0};
  poll(&polled, 1, -1);
}

}  // namespace

void Relay::run() {
  while (true) {
    std::array<pollfd, 3> polled{pollfd{ends_.streams[0].from, POLLIN, 0},
                                 pollfd{ends_.streams[1].from, POLLIN, 0},
                                 pollfd{ends_.requests, POLLIN, 0}};
    if (polled[0].fd < 0 && polled[1].fd < 0 && polled[2].fd < 0) return;
    if (poll(polled.data(), polled.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return;
    }
    for (std::size_t i = 0; i < ends_.streams.size(); ++i) {
      if (polled[i].revents != 0) pass_on(ends_.streams[i]);
    }
    if (polled[2].revents != 0) answer();
  }
}

bool Relay::pass_on(RelayStream& stream) {
  std::array<char, 16 * 1024> bytes{};
  const ssize_t got = read(stream.from, bytes.data(), bytes.size());
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return errno == EINTR;
  if (got <= 0) {  // a pseudo terminal that nobody has open is an error, not an end
    close_and_forget(stream.from);
    return false;
  }
  const auto size = static_cast<std::size_t>(got);
  copy_window_size(stream.to, stream.from);
  if (is_keeping_) stream.buffer.append({bytes.data(), size});
  if (put(stream, bytes.data(), size)) return true;
  give_up(stream);
  return false;
}

/// False if nobody reads there any more. What the console refuses otherwise (a full disk, a
/// terminal that hung up) is lost as it would be without us, and the program goes on.
bool Relay::put(RelayStream& stream, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t written = write(stream.to, bytes, size);
    if (written < 0 && errno == EPIPE) return false;
    if (written < 0 && errno == EAGAIN) {
      wait_until_writable(stream.to);
    } else if (written < 0 && errno != EINTR) {
      return true;
    } else if (written > 0) {
      bytes += written;
      size -= static_cast<std::size_t>(written);
    }
  }
  return true;
}

/// Who writes next learns it as if he wrote there himself, by SIGPIPE.
void Relay::give_up(RelayStream& stream) {
  notice(&stream == &ends_.streams[0] ? Notice::console_0_is_gone : Notice::console_1_is_gone);
  close_and_forget(stream.from);
}

void Relay::drain(RelayStream& stream) {
  std::size_t rounds = most_at_once / (16 * 1024);
  while (stream.from >= 0 && rounds-- > 0 && pass_on(stream)) {
  }
}

void Relay::answer() {
  Request request;
  const ssize_t got = read(ends_.requests, &request, sizeof request);
  if (got < 0 && errno == EINTR) return;
  if (got != sizeof request) return close_and_forget(ends_.requests);
  for (RelayStream& stream : ends_.streams) drain(stream);
  act_on(request.order);
  // Who asked may have gone on without it; nobody waits for him here.
  const ssize_t written = write(ends_.answers, &request.number, sizeof request.number);
  static_cast<void>(written);
}

void Relay::act_on(Order order) {
  if (order == Order::settle) return;
  is_keeping_ = order == Order::begin;
  if (order == Order::leave) notice(Notice::is_leaving);
  if (order != Order::begin) return;
  for (RelayStream& stream : ends_.streams) {
    if (stream.to >= 0) stream.buffer.clear();
  }
}

void Relay::notice(Notice notice) const {
  if (ends_.notices < 0) return;
  const ssize_t written = write(ends_.notices, &notice, sizeof notice);
  static_cast<void>(written);
}

}  // namespace testcenter::capture
