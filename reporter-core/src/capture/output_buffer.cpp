#include "capture/output_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace testcenter::capture {

OutputBuffer::OutputBuffer(std::byte* memory, std::size_t kept)
    : total_(reinterpret_cast<std::uint64_t*>(memory)),
      head_(reinterpret_cast<char*>(memory) + sizeof(std::uint64_t)),
      ring_(head_ + kept / 2),
      head_size_(kept / 2),
      ring_size_(kept - kept / 2) {}

void OutputBuffer::append(std::string_view bytes) {
  const std::uint64_t before = *total_;
  *total_ += bytes.size();
  std::size_t in_head = 0;
  if (before < head_size_) {
    in_head = std::min(bytes.size(), head_size_ - static_cast<std::size_t>(before));
    std::memcpy(head_ + before, bytes.data(), in_head);
  }
  bytes.remove_prefix(in_head);
  if (!bytes.empty()) append_to_ring(bytes, before + in_head - head_size_);
}

void OutputBuffer::append_to_ring(std::string_view bytes, std::uint64_t at) {
  if (bytes.size() > ring_size_) {
    at += bytes.size() - ring_size_;
    bytes.remove_prefix(bytes.size() - ring_size_);
  }
  const auto begin = static_cast<std::size_t>(at % ring_size_);
  const std::size_t until_end = std::min(bytes.size(), ring_size_ - begin);
  std::memcpy(ring_ + begin, bytes.data(), until_end);
  std::memcpy(ring_, bytes.data() + until_end, bytes.size() - until_end);
}

OutputBuffer::Content OutputBuffer::content() const {
  Content content;
  const std::uint64_t total = *total_;
  content.head = {head_, static_cast<std::size_t>(std::min<std::uint64_t>(total, head_size_))};
  const std::uint64_t behind = total - content.head.size();
  if (behind <= ring_size_) {
    content.tail[0] = {ring_, static_cast<std::size_t>(behind)};
    return content;
  }
  const auto oldest = static_cast<std::size_t>(behind % ring_size_);
  content.left_out = behind - ring_size_;
  content.tail = {std::string_view(ring_ + oldest, ring_size_ - oldest),
                  std::string_view(ring_, oldest)};
  return content;
}

}  // namespace testcenter::capture
