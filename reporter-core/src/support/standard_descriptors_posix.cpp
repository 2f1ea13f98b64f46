#include "support/standard_descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <initializer_list>

namespace testcenter {

bool move_above_standard(int& descriptor) {
  if (descriptor > STDERR_FILENO) return true;
  const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close(descriptor);
  descriptor = moved;
  return moved >= 0;
}

bool move_up(int& descriptor, int lowest) {
  const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, lowest);
  if (moved < 0) return false;
  close(descriptor);
  descriptor = moved;
  return true;
}

void hold_standard_places() {
  for (const int place : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(place, F_GETFD) != -1) continue;
    const int taken = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);  // no write to it succeeds
    if (taken > STDERR_FILENO) close(taken);
  }
}

}  // namespace testcenter
