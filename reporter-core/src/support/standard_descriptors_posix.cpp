#include "support/standard_descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>

namespace testcenter {

bool move_above_standard(int& descriptor) {
  if (descriptor > STDERR_FILENO) return true;
  const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close(descriptor);
  descriptor = moved;
  return moved >= 0;
}

StandardPlaces::StandardPlaces() {
  int place = -1;
  while ((place = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) >= 0 && place <= STDERR_FILENO) {
    taken_[static_cast<std::size_t>(place)] = true;
  }
  if (place >= 0) close(place);
}

StandardPlaces::~StandardPlaces() {
  for (std::size_t place = 0; place < taken_.size(); ++place) {
    if (taken_[place]) close(static_cast<int>(place));
  }
}

}  // namespace testcenter
