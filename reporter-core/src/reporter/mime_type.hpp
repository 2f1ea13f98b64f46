#pragma once

#include <string_view>

namespace testcenter::core {

/// By the first bytes for images (PNG, JPEG, GIF, BMP, WebP, TIFF), else by the name's extension,
/// else `application/octet-stream`.
std::string_view mime_type_of(std::string_view first_bytes, std::string_view name);

/// How many bytes are enough for it.
inline constexpr std::size_t mime_probe_size = 16;

}  // namespace testcenter::core
