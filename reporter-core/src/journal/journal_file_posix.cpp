#include "journal/journal_file.hpp"
#include "journal/pages.hpp"
#include "support/file_size_limit.hpp"
#include "support/no_signals_meanwhile.hpp"
#include "support/standard_descriptors.hpp"

#include <sched.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace testcenter::journal {
namespace {

constexpr std::uint64_t first_step = 256 * 1024;
constexpr std::uint64_t longest_step = 8 * 1024 * 1024;
constexpr std::uint64_t window = 512 * 1024;
/// The tests' descriptors keep their numbers. Linux enlarges a table of 64, and that takes
/// milliseconds where threads share it.
constexpr int out_of_the_way = 48;

Error cannot(const char* what, const std::string& path, int code) {
  return Error{std::string("cannot ") + what + " the journal " + path + ": " + std::strerror(code)};
}

Error beyond_limit(const std::string& path, std::uint64_t limit) {
  return Error{"the journal " + path + " cannot hold this run in " + std::to_string(limit) +
               " bytes; a larger TESTCENTER_JOURNAL_LIMIT mends it"};
}

int allocate(int fd, std::uint64_t from, std::uint64_t to) {
  if (to > largest_file()) return EFBIG;  // asking for it would be answered by SIGXFSZ
  int code = 0;
  do {
    code = posix_fallocate(fd, static_cast<off_t>(from), static_cast<off_t>(to - from));
  } while (code == EINTR);
  return code;
}

#if defined(__linux__)
/// MADV_POPULATE_WRITE, which glibc names since 2.35. Linux before 5.14 does not know it.
constexpr int populate_write = 23;

/// In some virtual machines the first to look at a page pays several us for it, even if the page is
/// there. A writer may be at work in it: what is read is nobody's business.
__attribute__((no_sanitize_thread)) void look_at_pages(const std::byte* from, const std::byte* to) {
  for (const volatile std::byte* at = from; at < to; at += page) static_cast<void>(*at);
}
#endif

/// By memory of nobody's, at once. Async-signal-safe.
void replace(std::byte* from, std::uint64_t size, int protection) {
  if (size == 0) return;
  void* const made =
      mmap(from, size, protection, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (made == MAP_FAILED) munmap(from, size);
}

/// A handler that leaves its holder by siglongjmp() would leave it held for ever: on the tests'
/// threads it is taken under NoSignalsMeanwhile.
class GrowLock {
 public:
  explicit GrowLock(std::atomic<bool>& flag) : flag_(flag) {
    while (flag_.exchange(true, std::memory_order_acquire)) sched_yield();
  }
  ~GrowLock() { flag_.store(false, std::memory_order_release); }
  GrowLock(const GrowLock&) = delete;
  GrowLock& operator=(const GrowLock&) = delete;

 private:
  std::atomic<bool>& flag_;
};

}  // namespace

/// Ours, or the file opened anew for as long as this lives.
class JournalFile::Descriptor {
 public:
  explicit Descriptor(const JournalFile& file) : file_(file), fd_(file.fd_) {
    if (file.is_there(fd_)) return;
    fd_ = opened_ = open(file.path_.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd_ < 0) {
      problem_ = errno;
    } else if (!file.is_there(fd_)) {
      problem_ = ENOENT;  // what has the name now is another's
      close(fd_);
    }
  }
  ~Descriptor() {
    if (opened_ >= 0 && file_.is_there(opened_)) close(opened_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }
  /// As errno; 0: it leads to the file.
  int problem() const { return problem_; }

 private:
  const JournalFile& file_;
  int fd_;
  int opened_ = -1;
  int problem_ = 0;
};

JournalFile::JournalFile(std::string path, int fd, std::byte* base, std::uint64_t limit)
    : path_(std::move(path)), fd_(fd), identity_(identity_of(fd)), base_(base), limit_(limit) {}

JournalFile::~JournalFile() {
  munmap(base_, limit_);
  close_descriptor();
}

Result<std::unique_ptr<JournalFile>> JournalFile::create(const std::string& path,
                                                         std::uint64_t limit, bool* is_taken) {
  if (is_taken != nullptr) *is_taken = false;
  if (limit < smallest_limit) return beyond_limit(path, limit);
  int fd = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0 && is_taken != nullptr) *is_taken = errno == EEXIST;
  if (fd < 0) return cannot("create", path, errno);
  const auto give_up = [&](const char* what, int code) {
    close(fd);
    unlink(path.c_str());
    return cannot(what, path, code);
  };
  if (!move_up(fd, out_of_the_way) && !move_above_standard(fd)) return give_up("create", errno);
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) return give_up("lock", errno);
  const std::uint64_t room = in_whole_pages(limit);
  void* base = mmap(nullptr, room, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (base == MAP_FAILED) return give_up("map", errno);
  std::unique_ptr<JournalFile> file(new JournalFile(path, fd, static_cast<std::byte*>(base), room));
  std::string error;
  if (!file->grow(first_step, &error)) {
    unlink(path.c_str());
    return Error{error};
  }
  return file;
}

Status JournalFile::begin_with(const std::byte* bytes, std::size_t size) {
  for (std::size_t done = 0; done < size;) {
    const ssize_t written = pwrite(fd_, bytes + done, size - done, static_cast<off_t>(done));
    if (written < 0 && errno != EINTR) return cannot("write", path_, errno);
    if (written > 0) done += static_cast<std::size_t>(written);
  }
  return {};
}

bool JournalFile::grow(std::uint64_t needed, std::string* error) {
  if (is_let_go_) return false;
  const NoSignalsMeanwhile quiet;
  const GrowLock lock(growing_);
  return grow_locked(needed, error);
}

bool JournalFile::grow_locked(std::uint64_t needed, std::string* error) {
  const std::uint64_t old = allocated_.load(std::memory_order_relaxed);
  if (needed <= old) return true;
  if (needed > limit_ && error != nullptr) *error = beyond_limit(path_, limit_).message;
  if (needed > limit_ || is_let_go_) return false;
  const std::uint64_t step = std::clamp(old, first_step, longest_step);
  const std::uint64_t wanted = in_whole_pages(std::max(needed, old + step));
  const std::uint64_t size = std::min(limit_, wanted);
  const Descriptor file(*this);
  const int code = file.problem() != 0 ? file.problem() : allocate(file.get(), old, size);
  if (code != 0) {
    if (error != nullptr) *error = cannot("extend", path_, code).message;
    return false;
  }
  allocated_.store(size, std::memory_order_release);
  return true;
}

void JournalFile::prepare(std::uint64_t end) {
  const GrowLock lock(growing_);
  const std::uint64_t wanted = std::min(limit_, end + window);
  if (present_ >= wanted - std::min(wanted, window / 2)) return;
  grow_locked(wanted, nullptr);  // if the disk is full, the writer finds out itself
  const std::uint64_t to = std::min(wanted, allocated_.load(std::memory_order_relaxed));
#if defined(__linux__)
  const std::uint64_t from = std::max(present_, end) / page * page;
  if (to > from && madvise(base_ + from, to - from, populate_write) == 0) {
    look_at_pages(base_ + from, base_ + to);
  }
#endif
  present_ = std::max(present_, to);
}

void JournalFile::trim(std::uint64_t end) {
  if (is_let_go_) return;  // in a child, whose parent's sender may have held the lock
  const NoSignalsMeanwhile quiet;
  const GrowLock lock(growing_);
  const std::uint64_t size = in_whole_pages(end + sizeof(std::uint32_t));
  if (is_let_go_ || size >= allocated_.load(std::memory_order_relaxed)) return;
  const Descriptor file(*this);
  if (file.problem() != 0) return;  // only space is lost
  allocated_.store(size, std::memory_order_release);
  if (ftruncate(file.get(), static_cast<off_t>(size)) != 0) return;
}

void JournalFile::remove() { unlink(path_.c_str()); }

void JournalFile::release() {
  const GrowLock lock(growing_);
  let_go();
}

void JournalFile::let_go() {
  close_descriptor();
  is_let_go_ = true;
  // What nobody may touch is no memory either, not even after mlockall(MCL_FUTURE).
  const std::uint64_t used = allocated_.load(std::memory_order_relaxed);
  replace(base_, used, PROT_READ | PROT_WRITE);
  replace(base_ + used, limit_ - used, PROT_NONE);
}

void JournalFile::close_descriptor() {
  if (is_there(fd_)) close(fd_);
}

}  // namespace testcenter::journal
