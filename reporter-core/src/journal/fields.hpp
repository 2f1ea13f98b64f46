#pragma once

#include "journal/format.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

/// Fields, measured and written. Empty text takes no field at all.
namespace testcenter::journal {

inline constexpr std::uint32_t max_path = 4096;  ///< bytes a file name keeps

constexpr std::size_t padded(std::size_t size) { return (size + 7) & ~std::size_t{7}; }

inline std::uint32_t kept_size(std::string_view text, std::uint32_t most) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), most));
}

inline std::size_t text_field_size(std::string_view text, std::uint32_t most = max_text) {
  return text.empty() ? 0 : sizeof(FieldHeader) + kept_size(text, most);
}

inline std::size_t place_field_size(std::string_view file) {
  return file.empty() ? 0 : sizeof(FieldHeader) + sizeof(std::int32_t) + kept_size(file, max_path);
}

/// A location whose file stands in an earlier one: the line, and how many bytes before its record
/// that one begins.
inline constexpr std::size_t known_location_field_size =
    sizeof(FieldHeader) + sizeof(std::int32_t) + sizeof(std::uint32_t);

/// Writes fields one behind the other into memory that was measured before.
class FieldWriter {
 public:
  explicit FieldWriter(std::byte* to) : to_(to) {}

  void text(FieldTag tag, std::string_view text, std::uint32_t most = max_text) {
    if (text.empty()) return;
    const std::uint32_t size = kept_size(text, most);
    header(tag, size, text.size());
    raw(text.data(), size);
  }

  /// The file, where it stands now.
  std::string_view place(FieldTag tag, std::string_view file, std::int32_t line) {
    if (file.empty()) return {};
    const std::uint32_t size = kept_size(file, max_path);
    const auto whole = static_cast<std::uint32_t>(size + sizeof line);
    header(tag, whole, whole);
    raw(&line, sizeof line);
    raw(file.data(), size);
    return {reinterpret_cast<const char*>(to_) - size, size};
  }

  /// `file`: as place() returned it; `record`: where the record begins whose field this is.
  void known_location(std::int32_t line, const std::byte* record, std::string_view file) {
    constexpr std::uint32_t size = sizeof line + sizeof(std::uint32_t);
    const auto distance = static_cast<std::uint32_t>(distance_to(record, file));
    header(FieldTag::known_location, size, size);
    raw(&line, sizeof line);
    raw(&distance, sizeof distance);
  }

  /// From the field in which place() wrote `file` to `record`.
  static std::ptrdiff_t distance_to(const std::byte* record, std::string_view file) {
    const auto* const text = reinterpret_cast<const std::byte*>(file.data());
    return record - (text - sizeof(std::int32_t) - sizeof(FieldHeader));
  }

  /// Fills up to `end` with zeros.
  void pad(const std::byte* end) { std::memset(to_, 0, static_cast<std::size_t>(end - to_)); }

 private:
  void header(FieldTag tag, std::uint32_t size, std::size_t full_size) {
    const FieldHeader header{
        tag, size, static_cast<std::uint32_t>(std::min<std::size_t>(full_size, UINT32_MAX))};
    raw(&header, sizeof header);
  }
  void raw(const void* from, std::size_t size) {
    std::memcpy(to_, from, size);
    to_ += size;
  }

  std::byte* to_;
};

}  // namespace testcenter::journal
