#pragma once

#include "sender/item.hpp"
#include "sender/options.hpp"
#include "support/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace testcenter::sender {

/// A stretch of events on its way: gathered, then sent from the front until each one is judged.
/// Its memory is kept from one stretch to the next.
class Batch {
 public:
  explicit Batch(const SenderOptions& options);

  // Gathering.
  bool has_room_for(std::uint64_t text_bytes, std::uint64_t file_bytes) const;
  bool is_full() const { return size() >= max_events_; }
  /// The new item is to be assigned. `now` counts if it is the first.
  Item& add(TimePoint now, std::uint64_t text_bytes, std::uint64_t file_bytes);
  void add_notice(TimePoint now, std::string words, api::RunId run_id, std::uint64_t at);
  /// When the first was added.
  TimePoint since() const { return since_; }
  /// Nothing more is gathered: it is to be sent.
  void close() { is_closed_ = true; }
  bool is_closed() const { return is_closed_; }

  // Sending: what is not judged yet, in order.
  bool empty() const { return pending_.empty(); }
  std::size_t size() const { return pending_.size(); }
  Item& operator[](std::size_t index) { return *pending_[index]; }
  const Item& operator[](std::size_t index) const { return *pending_[index]; }

  /// How many go into the next request: all, unless the batch was split.
  std::size_t next_count() const { return groups_.empty() ? size() : groups_.back(); }
  /// The first `count`, at least two, go in two requests instead of one.
  void split(std::size_t count);
  /// Drops those of the first `count` that are judged; true if there were any.
  bool drop_judged(std::size_t count);
  /// After the last one was judged.
  void clear();

 private:
  Item& next_item(TimePoint now);

  const std::size_t max_events_;
  const std::uint64_t max_bytes_;
  const std::uint64_t max_file_bytes_;
  std::deque<Item> pool_;  // items never move: views point into them
  std::size_t used_ = 0;
  std::vector<Item*> pending_;
  std::vector<std::size_t> groups_;  // sizes of what is sent together, the next one last
  std::uint64_t bytes_ = 0;
  std::uint64_t file_bytes_ = 0;
  TimePoint since_{};
  bool is_closed_ = false;
};

}  // namespace testcenter::sender
