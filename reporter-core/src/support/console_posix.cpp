#include "support/console.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>

namespace testcenter::console {
namespace {

constexpr std::string_view prefix = "testcenter: ";
constexpr std::string_view clear_line = "\r\x1b[K";

void put(const std::string& text) {
  const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
  static_cast<void>(written);  // there is nobody else to tell
}

/// Also what moves a terminal's cursor: a line may quote what a server answered.
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string one_line(std::string_view text) {
  std::string line(prefix);
  line += text;
  std::replace_if(line.begin(), line.end(), is_control, ' ');
  return line;
}

}  // namespace

void say(std::string_view text) { put(one_line(text) + "\n"); }

bool is_terminal() { return isatty(STDERR_FILENO) == 1; }

void show_progress(std::string_view text) {
  if (!is_terminal()) return say(text);
  put(std::string(clear_line) + one_line(text));
}

void clear_progress() {
  if (is_terminal()) put(std::string(clear_line));
}

}  // namespace testcenter::console
