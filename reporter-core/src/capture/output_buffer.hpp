#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace testcenter::capture {

/// The first and the last bytes of what is appended, in memory that two processes share. Nothing in
/// here locks, allocates or makes a system call; who uses it takes turns.
class OutputBuffer {
 public:
  OutputBuffer() = default;
  /// `memory` has memory_for(kept) bytes, zeros at the start, and is aligned for a number.
  OutputBuffer(std::byte* memory, std::size_t kept);
  static std::size_t memory_for(std::size_t kept) { return sizeof(std::uint64_t) + kept; }

  void clear() { *total_ = 0; }
  void append(std::string_view bytes);

  /// In order; `left_out` bytes are missing between `head` and `tail`.
  struct Content {
    std::string_view head;
    std::uint64_t left_out = 0;
    std::array<std::string_view, 2> tail;

    bool empty() const { return head.empty(); }
  };
  /// Good until the next append() or clear().
  Content content() const;

 private:
  void append_to_ring(std::string_view bytes, std::uint64_t at);

  std::uint64_t* total_ = nullptr;  ///< bytes ever appended
  char* head_ = nullptr;
  char* ring_ = nullptr;
  std::size_t head_size_ = 0;
  std::size_t ring_size_ = 0;
};

}  // namespace testcenter::capture
