#include "support/console.hpp"
#include "support/text.hpp"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <string>

namespace testcenter::console {
namespace {

constexpr std::string_view prefix = "testcenter: ";
constexpr std::string_view clear_line = "\r\x1b[K";

/// A pipe that nobody reads any more must not end the program: what the write raises is taken back.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&sigpipe_);
    sigaddset(&sigpipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &sigpipe_, &old_);
  }
  ~NoSigpipe() {
    const timespec at_once{};
    if (!was_pending_) sigtimedwait(&sigpipe_, nullptr, &at_once);
    pthread_sigmask(SIG_SETMASK, &old_, nullptr);
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;

 private:
  sigset_t sigpipe_{};
  sigset_t old_{};
  bool was_pending_ = false;
};

void put(std::string_view text) {
  const NoSigpipe guard;
  const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
  static_cast<void>(written);  // there is nobody else to tell
}

/// Also what moves a terminal's cursor: a line may quote what a server answered.
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string one_line(std::string_view text) {
  std::string line(prefix);
  while (!text.empty()) {
    const bool is_c1 = begins_with_c1(text);
    line += is_c1 || is_control(text[0]) ? ' ' : text[0];
    text.remove_prefix(is_c1 ? 2 : 1);
  }
  return line;
}

}  // namespace

std::string line_of(std::string_view text) { return one_line(text) + "\n"; }

void say(std::string_view text) { put(line_of(text)); }

void say_in_handler(const std::string& line) { put(line); }

bool is_terminal() { return isatty(STDERR_FILENO) == 1; }

void show_progress(std::string_view text) {
  if (!is_terminal()) return say(text);
  put(std::string(clear_line) + one_line(text));
}

void clear_progress() {
  if (is_terminal()) put(std::string(clear_line));
}

}  // namespace testcenter::console
