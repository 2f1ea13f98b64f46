#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace testcenter {

/// A short text on the stack; what does not fit is left out.
template <std::size_t Capacity>
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): no byte is read before it is written
class SmallText {
 public:
  SmallText& operator<<(std::string_view text) {
    const std::size_t size = std::min(text.size(), Capacity - size_);
    std::memcpy(text_ + size_, text.data(), size);
    size_ += size;
    return *this;
  }
  SmallText& operator<<(std::uint64_t number) {
    const auto result = std::to_chars(text_ + size_, text_ + Capacity, number);
    if (result.ec == std::errc{}) size_ = static_cast<std::size_t>(result.ptr - text_);
    return *this;
  }
  std::string_view view() const { return {text_, size_}; }

 private:
  char text_[Capacity];
  std::size_t size_ = 0;
};

}  // namespace testcenter
