#pragma once

#include <string>
#include <string_view>

/// Our few lines for people. They go to stderr, each in one write, never to stdout.
namespace testcenter::console {

/// stderr's descriptor.
inline constexpr int errors = 2;

/// Writes `testcenter: <text>` and a newline; newlines and other control characters inside
/// become spaces.
void say(std::string_view text);

/// For a signal handler: what say() would write is made ahead.
std::string line_of(std::string_view text);
void say_in_handler(const std::string& line);

/// True if stderr is a terminal.
bool is_terminal();

/// On a terminal: writes over the last progress text. Elsewhere: like say().
void show_progress(std::string_view text);
/// On a terminal: takes the progress text away.
void clear_progress();

}  // namespace testcenter::console
