#pragma once

#include <cstdint>

namespace testcenter {

/// What tells one file, pipe, socket or terminal from another while it exists.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t file = 0;

  bool operator==(const FileIdentity& other) const {
    return device == other.device && file == other.file;
  }
};

/// Of what the descriptor leads to; of one that is not open: nothing. Async-signal-safe. POSIX.
FileIdentity identity_of(int descriptor);

}  // namespace testcenter
