#pragma once

namespace testcenter::command_line {

/// Where this program was started without stdin, stdout or stderr the next thing that it opens
/// would get the place, and then what is said there. From here on nothing does: they stay as good
/// as closed, and are closed in the programs that it starts. POSIX.
void hold_places_of_closed_streams();

}  // namespace testcenter::command_line
