#include "journal/foreign_journal.hpp"
#include "journal/format.hpp"
#include "journal/pages.hpp"
#include "journal/spool.hpp"
#include "support/standard_descriptors.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <system_error>

namespace testcenter::journal {
namespace {

constexpr std::uint64_t largest_journal = 1ULL << 41U;  // of any limit that can be set, twice

Error about(const std::string& path, const std::string& what) {
  return Error{"the journal " + path + " " + what};
}

/// A process that dies in between leaves an empty one. Another may just be about to take the lock.
constexpr std::time_t longest_creation = 60;  // s

bool was_left_empty(const std::string& path, const struct stat& seen) {
  const bool is_old = std::time(nullptr) - seen.st_mtime > longest_creation;
  return seen.st_size == 0 && is_old && is_gone(files_folder_of(path));
}

std::string why_not_ours(const std::string& path, const struct stat& seen) {
  if (!S_ISREG(seen.st_mode)) return "is no regular file";
  if (seen.st_uid != geteuid()) return "belongs to another user";
  if ((seen.st_mode & (S_IWGRP | S_IWOTH)) != 0) return "may be written by others";
  const bool is_short = static_cast<std::uint64_t>(seen.st_size) < sizeof(FileHeader);
  if (is_short && !was_left_empty(path, seen)) {
    return "is no journal: it is too short";
  }
  if (static_cast<std::uint64_t>(seen.st_size) > largest_journal) {
    return "is larger than any journal";
  }
  return {};
}

std::uint64_t size_of(int fd) {
  struct stat seen {};
  return fstat(fd, &seen) == 0 ? static_cast<std::uint64_t>(seen.st_size) : 0;
}

}  // namespace

Result<std::unique_ptr<ForeignJournal>> ForeignJournal::open(const std::string& path,
                                                             std::uint64_t room) {
  // O_NONBLOCK: what lies there may be a pipe.
  int fd = ::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0 && errno == ELOOP) return about(path, "is a symbolic link");
  if (fd < 0 || !move_above_standard(fd))
    return about(path, std::string("cannot be opened: ") + std::strerror(errno));
  return map(path, fd, room);
}

Result<std::unique_ptr<ForeignJournal>> ForeignJournal::map(const std::string& path, int fd,
                                                            std::uint64_t room) {
  struct stat seen {};
  const std::string problem =
      fstat(fd, &seen) != 0 ? std::strerror(errno) : why_not_ours(path, seen);
  if (!problem.empty()) {
    close(fd);
    return about(path, problem);
  }
  const auto size = static_cast<std::uint64_t>(seen.st_size);
  const std::uint64_t mapped = in_whole_pages(std::max({room, size, std::uint64_t{1}}));
  void* base = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (base == MAP_FAILED) {
    const int code = errno;
    close(fd);
    return about(path, std::string("cannot be mapped: ") + std::strerror(code));
  }
  std::unique_ptr<ForeignJournal> journal(
      new ForeignJournal(path, fd, static_cast<std::byte*>(base), mapped));
  journal->look_again();
  return journal;
}

ForeignJournal::~ForeignJournal() {
  munmap(base_, room_);
  close(fd_);
}

ForeignJournal::Hold ForeignJournal::take() {
  if (flock(fd_, LOCK_EX | LOCK_NB) != 0) return Hold::anothers;
  struct stat seen {};
  if (fstat(fd_, &seen) != 0 || seen.st_nlink == 0) return Hold::gone;
  look_again();
  return Hold::ours;
}

bool ForeignJournal::is_cut() const { return size_of(fd_) > room_; }

Result<std::unique_ptr<ForeignJournal>> ForeignJournal::whole() const {
  const int fd = fcntl(fd_, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (fd < 0) return about(path_, std::string("cannot be opened: ") + std::strerror(errno));
  return map(path_, fd, 0);
}

Result<Header> ForeignJournal::header() const {
  Result<Header> header = read_header(base_, allocated_);
  if (!header) return about(path_, header.error().message);
  return header;
}

std::string ForeignJournal::files_folder() const { return files_folder_of(path_); }

void ForeignJournal::remove() {
  unlink(path_.c_str());
  remove_files(files_folder());
}

void ForeignJournal::look_again() {
  allocated_.store(std::min(size_of(fd_), room_), std::memory_order_release);
}

bool is_gone(const std::string& path) {
  std::error_code unknown;
  return std::filesystem::symlink_status(path, unknown).type() ==
         std::filesystem::file_type::not_found;
}

}  // namespace testcenter::journal
