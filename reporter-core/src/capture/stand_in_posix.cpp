#include "capture/descriptors.hpp"
#include "capture/stand_in.hpp"
#include "support/standard_descriptors.hpp"

#include <termios.h>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

namespace testcenter::capture {
namespace {

bool prepare(StandIn& ends) {
  return move_above_standard(ends.reader) && move_above_standard(ends.writer) &&
         fcntl(ends.reader, F_SETFD, FD_CLOEXEC) == 0 &&
         fcntl(ends.writer, F_SETFD, FD_CLOEXEC) == 0;
}

/// The settings of the real one, but for the changes to what is printed: those it makes itself.
bool copy_settings(int from, int to) {
  termios settings{};
  if (tcgetattr(from, &settings) != 0) return false;
  settings.c_oflag &= ~static_cast<tcflag_t>(OPOST);
  return tcsetattr(to, TCSANOW, &settings) == 0;
}

Result<StandIn> make_terminal(int like) {
  StandIn ends;
  ends.reader = posix_openpt(O_RDWR | O_NOCTTY);
  if (ends.reader < 0) return failed("posix_openpt");
  const char* const name =
      grantpt(ends.reader) == 0 && unlockpt(ends.reader) == 0 ? ptsname(ends.reader) : nullptr;
  if (name != nullptr) ends.writer = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (ends.writer >= 0 && prepare(ends) && copy_settings(like, ends.writer)) {
    copy_window_size(like, ends.reader);
    return ends;
  }
  Error error = failed("a pseudo terminal");
  close_and_forget(ends.reader);
  close_and_forget(ends.writer);
  return error;
}

}  // namespace

Result<StandIn> make_pipe() {
  std::array<int, 2> made{};
#if defined(__linux__)
  if (pipe2(made.data(), O_CLOEXEC) != 0) return failed("pipe2");
#else
  if (pipe(made.data()) != 0) return failed("pipe");
#endif
  StandIn ends{made[0], made[1]};
  if (prepare(ends)) return ends;
  Error error = failed("fcntl");
  close_and_forget(ends.reader);
  close_and_forget(ends.writer);
  return error;
}

Result<StandIn> stand_in_for(int descriptor) {
  Result<StandIn> ends = isatty(descriptor) == 1 ? make_terminal(descriptor) : make_pipe();
  if (ends) fcntl(ends->reader, F_SETFL, fcntl(ends->reader, F_GETFL) | O_NONBLOCK);
  return ends;
}

void copy_window_size(int from, int to) {
  winsize wanted{};
  winsize there{};
  if (ioctl(from, TIOCGWINSZ, &wanted) != 0 || ioctl(to, TIOCGWINSZ, &there) != 0) return;
  if (std::memcmp(&wanted, &there, sizeof wanted) != 0) ioctl(to, TIOCSWINSZ, &wanted);
}

}  // namespace testcenter::capture
