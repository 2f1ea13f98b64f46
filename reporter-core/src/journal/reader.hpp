#pragma once

#include "journal/record.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace testcenter::journal {

/// Lets a reader in another process than the writer's see that the file has grown.
class Growth {
 public:
  virtual ~Growth() = default;
  /// Brings `Region::allocated` up to date.
  virtual void look_again() = 0;
};

/// Where a journal lies in memory, and how much of it may be touched: the writer lets it grow.
struct Region {
  std::byte* base = nullptr;
  const std::atomic<std::uint64_t>* allocated = nullptr;  ///< bytes from `base`
  Growth* growth = nullptr;  ///< null: the writer itself keeps `allocated` up to date
};

/// Follows a journal while it is written, and keeps the marks of what was sent. One thread.
class Reader {
 public:
  /// Begins at the acknowledged mark. The region outlives the reader; its header was checked.
  explicit Reader(Region region);

  enum class State {
    record,   ///< `record` was filled
    nothing,  ///< no committed record yet
    corrupt,  ///< a record was committed but cannot be right; reading ends here
  };
  /// Decodes the next record and goes behind it.
  State next(Record& record);
  /// True if a committed record waits.
  bool has_next() const;
  /// Goes back (or forward) to a record's offset or end.
  void seek(std::uint64_t offset) { position_ = offset; }
  std::uint64_t position() const { return position_; }

  /// Where the first record begins.
  std::uint64_t records_begin() const;

  std::uint64_t acknowledged() const;
  std::uint64_t in_flight() const;
  /// Records before `offset` may be on their way.
  void mark_in_flight(std::uint64_t offset);
  /// Records before `offset` were judged by the server.
  void mark_acknowledged(std::uint64_t offset);
  /// Keeps the server's answer in the open record at `offset`.
  void mark_run_id(std::uint64_t offset, std::int64_t run_id);
  void mark_report_id(std::int64_t report_id);
  std::int64_t report_id() const;
  /// The server that all ids are of, as in FileHeader.
  std::uint16_t server() const;
  /// Sending goes on at another server: the run ids there are become negative, which says that an
  /// element was made, but not there, and the report is none.
  void move_to(std::uint16_t server);
  /// Counts a replay that ended here.
  void mark_trouble();

 private:
  /// Of the record at the position, as its commit word tells it, if one is committed.
  std::optional<std::uint32_t> committed_size() const;
  /// True if `size` bytes from the position on may be touched.
  bool may_touch(std::uint64_t size) const;

  Region region_;
  std::uint64_t position_;
};

}  // namespace testcenter::journal
