#pragma once

#include <testcenter/model.hpp>
#include <testcenter/result.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace testcenter::core {

/// A copy that was made; its strings go into the journal.
struct StoredCopy {
  std::string path;  ///< relative to the folder
  std::string name;
  std::string mime_type;
};

/// Copies the files of events into the folder beside the journal. Any thread; allocates and makes
/// system calls: files are rare and large, events are neither.
class Attachments {
 public:
  Attachments(std::string folder, std::uint64_t limit)
      : folder_(std::move(folder)), limit_(limit) {}

  /// An error names the file and what is wrong with it: missing, unreadable, a folder, empty,
  /// larger than the limit, the disk is full; for screenshots: not an image.
  Result<StoredCopy> store(const File& file, FileRole role);

  /// What was stored from memory: a file of that number, or none and why not (errno).
  struct Kept {
    std::uint32_t number = 0;
    int problem = 0;
  };
  /// `parts` one behind the other, as they are. Async-signal-safe.
  Kept keep(const std::string_view* parts, std::size_t count);

  /// For a signal handler: removes what was stored, and the folder.
  void remove_in_handler() const;

 private:
  Status copy(const File& file, const std::string& to) const;

  const std::string folder_;
  const std::uint64_t limit_;
  std::atomic<std::uint32_t> count_{0};
};

}  // namespace testcenter::core
