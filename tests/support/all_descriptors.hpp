#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace testcenter::test {

inline constexpr int files_in_places = 32;

/// As a program does that means to be a daemon: closes all but the standard streams. Files of
/// `folder` get their numbers, each of which says "mine".
inline void take_all_descriptors(const std::string& folder) {
  constexpr int highest = 256;
  for (int descriptor = STDERR_FILENO + 1; descriptor < highest; ++descriptor) close(descriptor);
  for (int i = 0; i < files_in_places; ++i) {
    const std::string path = folder + "/" + std::to_string(i);
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
    if (file < 0 || write(file, "mine", 4) != 4) std::abort();
  }
}

}  // namespace testcenter::test
