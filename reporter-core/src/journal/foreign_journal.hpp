#pragma once

#include <testcenter/result.hpp>

#include "journal/header.hpp"
#include "journal/reader.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace testcenter::journal {

/// A journal of another process, open for being sent: its records are read, its marks and run ids
/// written. POSIX. One thread.
///
/// While its writer lives it grows; the reader sees that through region(). Should somebody cut the
/// file while it is read, reading behind its end raises SIGBUS: its folder is its owner's alone.
class ForeignJournal final : private Growth {
 public:
  /// Never follows a symbolic link; takes only a regular file of our own that nobody else may
  /// write. `room`: how large it may get while it is open, in bytes; 0: it does not grow. The error
  /// names the file.
  static Result<std::unique_ptr<ForeignJournal>> open(const std::string& path,
                                                      std::uint64_t room = 0);
  ~ForeignJournal() override;
  ForeignJournal(const ForeignJournal&) = delete;
  ForeignJournal& operator=(const ForeignJournal&) = delete;

  enum class Hold {
    ours,      ///< its writer is gone, and nobody else sends it as long as this lives
    anothers,  ///< its writer lives, or another process sends it
    gone,      ///< another process deleted it
  };
  /// Asks for its lock, without waiting.
  Hold take();

  /// True if it grew beyond its room: what lies behind cannot be read.
  bool is_cut() const;

  /// All that it has by now, without room to grow. Both share the lock, which is free once both are
  /// gone. The error names the file.
  Result<std::unique_ptr<ForeignJournal>> whole() const;

  /// True until its writer has written the header; see is_blank().
  bool is_blank() const { return journal::is_blank(base_, allocated_); }
  /// As it stands now. The error names the file.
  Result<Header> header() const;

  Region region() { return {base_, &allocated_, this}; }
  const std::string& path() const { return path_; }
  std::string files_folder() const;

  /// Deletes the file and the folder of its events' files. The memory stays.
  void remove();

 private:
  ForeignJournal(std::string path, int fd, std::byte* base, std::uint64_t room)
      : path_(std::move(path)), fd_(fd), base_(base), room_(room) {}
  /// `fd` is its own, also if that fails.
  static Result<std::unique_ptr<ForeignJournal>> map(const std::string& path, int fd,
                                                     std::uint64_t room);
  void look_again() override;

  const std::string path_;
  const int fd_;
  std::byte* const base_;
  const std::uint64_t room_;
  std::atomic<std::uint64_t> allocated_{0};
};

/// True if nothing is there any more. Of a journal that was seen there: another process deleted it.
bool is_gone(const std::string& path);

}  // namespace testcenter::journal
