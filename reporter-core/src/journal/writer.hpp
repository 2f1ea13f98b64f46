#pragma once

#include <testcenter/model.hpp>
#include <testcenter/result.hpp>

#include "journal/format.hpp"
#include "journal/journal_file.hpp"
#include "journal/reader.hpp"
#include "journal/run_info.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace testcenter::journal {

/// The copy of an event's file beside the journal.
struct StoredFile {
  FileRole role = FileRole::attachment;
  std::string_view path;  ///< relative to the folder of files
  std::string_view name;
  std::string_view mime_type;
  std::string_view reference;
};

class FieldWriter;

enum class Append : std::uint8_t {
  done,
  full,    ///< beyond the limit: this record is not kept
  failed,  ///< the disk is full, or broke: nothing more is kept
};

/// Appends records to a journal file. append_*() are called by one thread at a time (the Reporter
/// holds a lock); they make no system call as long as prepare() keeps ahead, allocate nothing, and
/// wait for nothing but the disk. `keep_free`: bytes below the limit that this record may not take.
class Writer {
 public:
  /// Creates `path` (it must not exist; mode 0600; locked while the process lives) with room for
  /// `limit` bytes in all. `is_taken`: see JournalFile.
  static Result<std::unique_ptr<Writer>> create(const std::string& path, const RunInfo& info,
                                                std::uint64_t limit, bool* is_taken = nullptr);

  Append append_open(std::uint32_t element, std::uint32_t parent, ElementKind kind,
                     const Test& test, std::uint64_t keep_free = 0);
  Append append_event(std::uint32_t element, const Event& event, const StoredFile* file = nullptr,
                      std::uint64_t keep_free = 0);
  Append append_close(std::uint32_t element);
  /// An event and the close of its element, in one record.
  Append append_last_event(std::uint32_t element, const Event& event);
  /// A PASS `Passed in 12 ms` and the close of its element; whoever reads makes the words.
  Append append_passed(std::uint32_t element, std::chrono::steady_clock::duration took);
  /// `dropped`: how many results had no room.
  Append append_finish(std::uint64_t dropped = 0);
  /// Async-signal-safe: neither grows the file nor waits. There is always room, unless the disk
  /// failed before.
  Append append_crash(std::uint32_t element, int signal);
  /// A signal took the calling thread out of an append for good: of a record without its commit
  /// word nothing is left, so that none of its bytes are read behind, or in, a later one. What has
  /// its commit word stays, and is counted.
  void forget_begun();

  /// A thread without signals: lets the file grow, and its pages be present, ahead of what is
  /// written.
  void prepare() { file_->prepare(used()); }

  /// Bytes written, header included; and how many there may be.
  std::uint64_t used() const { return end_.load(std::memory_order_relaxed); }
  std::uint64_t limit() const { return file_->limit(); }

  /// Elements and events in the journal, with one that is being appended.
  std::uint64_t results() const { return last_->results; }

  /// For a Reader in this process.
  Region region() const { return file_->region(); }
  const std::string& path() const { return file_->path(); }
  /// See JournalFile.
  void close_descriptor() { file_->close_descriptor(); }
  /// Why the last append failed.
  const std::string& problem() const { return problem_; }

  /// After the last append: gives back the space that was reserved but not used.
  void trim() { file_->trim(used()); }
  /// Deletes the file. The memory stays, so that a late reader or writer finds it.
  void remove() { file_->remove(); }
  /// After remove(), once nobody reads any more: gives back the disk's space. The memory reads as
  /// zeros. A thread without signals.
  void release() { file_->release(); }
  void forget_in_child() { file_->let_go(); }

 private:
  /// The last record, committed or about to be.
  struct Last {
    std::uint64_t begin = 0;
    std::uint64_t results_before = 0;
    std::uint64_t results = 0;  // with it
  };

  explicit Writer(std::unique_ptr<JournalFile> file) : file_(std::move(file)) {}
  Status write_header(const RunInfo& info);
  Append append_event(RecordHeader header, const Event& event, const StoredFile* file,
                      std::uint64_t keep_free);

  /// Makes room for a record of `size` bytes, padded, for a Crash record, and for the commit word
  /// behind them.
  Append reserve(std::size_t size, std::uint64_t keep_free = 0);
  void commit(RecordHeader header, std::size_t size);
  void begin_last(std::uint64_t begin, bool is_result);
  /// True if the file of the last location that was written out is this one.
  bool is_known(std::string_view file) const;
  std::size_t location_size(const Location& location, bool is_known) const;
  /// The file, where it stands in the journal from this record's commit on.
  std::string_view write_location(FieldWriter& fields, const Location& location, bool is_known);
  std::byte* fields() const { return file_->base() + used() + sizeof(RecordHeader); }

  std::unique_ptr<JournalFile> file_;
  std::atomic<std::uint64_t> end_{0};
  Last lasts_[2];
  Last* last_ = lasts_;
  std::string_view known_file_;  // in the journal, in a record that is committed
  std::string problem_;
  bool broken_ = false;
};

}  // namespace testcenter::journal
