#pragma once

#include <testcenter/result.hpp>

#include "journal/reader.hpp"
#include "support/file_identity.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace testcenter::journal {

inline constexpr std::uint64_t smallest_limit = 1024 * 1024;

/// A file of the journal's own that grows under a fixed mapping. POSIX.
///
/// The whole limit is mapped at once, so addresses never change; the file grows in steps by
/// posix_fallocate, so that a full disk is an error here and not a SIGBUS at a store. Touch nothing
/// beyond allocated().
///
/// Tests may close any descriptor, and open another file in its place: where ours does not lead to
/// the file any more, that is opened again by its name. The lock is the mapping's as well.
class JournalFile {
 public:
  /// The file must not exist: mode 0600, never through a symlink, held under flock(). `limit`: at
  /// least smallest_limit bytes. `is_taken`, if given: whether it failed because there is something
  /// of that name.
  static Result<std::unique_ptr<JournalFile>> create(const std::string& path, std::uint64_t limit,
                                                     bool* is_taken = nullptr);
  ~JournalFile();
  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;

  std::byte* base() const { return base_; }
  std::uint64_t limit() const { return limit_; }
  const std::string& path() const { return path_; }
  std::uint64_t allocated() const { return allocated_.load(std::memory_order_acquire); }
  Region region() const { return {base_, &allocated_}; }
  /// Closes it in the calling thread's table. Async-signal-safe.
  void close_descriptor();

  /// Before anybody looks at the memory: what stands at the beginning. Written to the file, since a
  /// first fault on the mapping costs a hundred system calls: it reads ahead. `size` <=
  /// allocated().
  Status begin_with(const std::byte* bytes, std::size_t size);
  /// Any thread. False: the limit is reached, the disk is full or broke, or this process may not
  /// make larger files (then the reason is in `error`, if given).
  bool grow(std::uint64_t needed, std::string* error = nullptr);
  /// A thread without signals: keeps a window behind `end` allocated and its pages present, so that
  /// whoever writes there meets neither a system call nor a page fault.
  void prepare(std::uint64_t end);

  /// Gives back what lies behind `end` and the commit word there, at which a reader may look at
  /// this very moment. Nobody may write any more.
  void trim(std::uint64_t end);
  /// Deletes the file; the memory stays.
  void remove();
  /// Lets go of descriptor and mapping: in a forked child, where either would keep the parent's
  /// lock alive, and where the file was removed, whose space they hold. Zeros stand there instead,
  /// so that whoever comes here late reads nothing and writes nowhere. Async-signal-safe.
  void let_go();
  /// let_go(), in the process that wrote. A thread without signals.
  void release();

 private:
  class Descriptor;

  JournalFile(std::string path, int fd, std::byte* base, std::uint64_t limit);
  bool grow_locked(std::uint64_t needed, std::string* error);
  bool is_there(int fd) const { return identity_of(fd) == identity_; }

  const std::string path_;
  const int fd_;  // if it leads there
  const FileIdentity identity_;
  std::atomic<bool> is_let_go_{false};
  std::byte* base_;
  std::uint64_t limit_;
  std::atomic<std::uint64_t> allocated_{0};
  std::atomic<bool> growing_{false};  // a lock: growing is rare, and short
  std::uint64_t present_ = 0;         // guarded by growing_: pages before it were made present
};

}  // namespace testcenter::journal
