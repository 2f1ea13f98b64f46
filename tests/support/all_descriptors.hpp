#pragma once

#include "support/temporary_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

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

/// What the files say by now, or how long they are.
inline std::vector<std::string> files_of(const std::string& folder) {
  constexpr std::size_t most_shown = 100;
  std::vector<std::string> contents;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    const std::string content = content_of(file.path().string());
    const bool is_short = content.size() < most_shown;
    contents.push_back(is_short ? content : std::to_string(content.size()) + " bytes");
  }
  return contents;
}

}  // namespace testcenter::test
