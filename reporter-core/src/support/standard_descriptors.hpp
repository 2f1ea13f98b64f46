#pragma once

/// In a process without stdin, stdout or stderr the next to open something gets its place, and
/// then what is printed. POSIX.
namespace testcenter {

/// False, and the descriptor is -1, if it cannot be moved: errno says why.
bool move_above_standard(int& descriptor);
/// To the first that is free from `lowest` on. False if there is none; then it stays.
bool move_up(int& descriptor, int lowest);

/// For what others open, as libcurl and the resolver do: from here on they get no place of a
/// standard stream that is closed now. It stays as good as closed, and is closed in started
/// programs. Only while no other thread may be at these places.
void hold_standard_places();

}  // namespace testcenter
