#include "sender/batch.hpp"

#include <algorithm>
#include <utility>

namespace testcenter::sender {

Batch::Batch(const SenderOptions& options)
    : max_events_(options.max_events),
      max_bytes_(options.max_bytes),
      max_file_bytes_(options.max_file_bytes) {}

bool Batch::has_room_for(std::uint64_t text_bytes, std::uint64_t file_bytes) const {
  if (empty()) return true;
  const bool files_fit = file_bytes == 0 || file_bytes_ + file_bytes <= max_file_bytes_;
  return !is_full() && bytes_ + text_bytes <= max_bytes_ && files_fit;
}

Item& Batch::next_item(TimePoint now) {
  if (empty()) since_ = now;
  if (used_ == pool_.size()) pool_.emplace_back();
  Item& item = pool_[used_++];
  pending_.push_back(&item);
  return item;
}

Item& Batch::add(TimePoint now, std::uint64_t text_bytes, std::uint64_t file_bytes) {
  bytes_ += text_bytes;
  file_bytes_ += file_bytes;
  return next_item(now);
}

void Batch::add_notice(TimePoint now, std::string words, api::RunId run_id, std::uint64_t at) {
  bytes_ += words.size();
  next_item(now).assign_notice(std::move(words), run_id, at);
}

void Batch::split(std::size_t count) {
  if (!groups_.empty()) groups_.pop_back();
  groups_.push_back(count - count / 2);
  groups_.push_back(count / 2);
}

bool Batch::drop_judged(std::size_t count) {
  const auto end = pending_.begin() + static_cast<std::ptrdiff_t>(count);
  const auto kept =
      std::remove_if(pending_.begin(), end, [](const Item* item) { return item->is_judged; });
  const auto dropped = static_cast<std::size_t>(end - kept);
  pending_.erase(kept, end);
  if (!groups_.empty()) {
    groups_.back() -= dropped;
    if (groups_.back() == 0) groups_.pop_back();
  }
  return dropped > 0;
}

void Batch::clear() {
  pending_.clear();
  groups_.clear();
  used_ = 0;
  bytes_ = file_bytes_ = 0;
  is_closed_ = false;
}

}  // namespace testcenter::sender
