#pragma once

#include <array>

/// In a process without stdin, stdout or stderr the next to open something gets its place, and
/// then what is printed. POSIX.
namespace testcenter {

/// False, and the descriptor is -1, if it cannot be moved: errno says why.
bool move_above_standard(int& descriptor);

/// For what others open: while it lives they get no place of a standard stream that is closed. It
/// stays as good as closed.
class StandardPlaces {
 public:
  StandardPlaces();
  ~StandardPlaces();
  StandardPlaces(const StandardPlaces&) = delete;
  StandardPlaces& operator=(const StandardPlaces&) = delete;

 private:
  std::array<bool, 3> taken_{};
};

}  // namespace testcenter
