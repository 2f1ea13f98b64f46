#include "canvas.hpp"

#include "letters.hpp"

#include <png.h>

#include <algorithm>
#include <cstddef>

namespace canvas {
namespace {

png_image new_image() {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  return image;
}

}  // namespace

Canvas::Canvas(int width, int height, Color ground)
    : width_(width), height_(height), pixels_(static_cast<std::size_t>(width * height) * 3) {
  fill(0, 0, width, height, ground);
}

std::optional<Canvas> Canvas::read(const std::string& file) {
  auto image = new_image();
  if (png_image_begin_read_from_file(&image, file.c_str()) == 0) return std::nullopt;
  image.format = PNG_FORMAT_RGB;
  Canvas canvas(static_cast<int>(image.width), static_cast<int>(image.height), white);
  const bool good = png_image_finish_read(&image, nullptr, canvas.pixels_.data(), 0, nullptr) != 0;
  png_image_free(&image);
  return good ? std::optional(canvas) : std::nullopt;
}

void Canvas::fill(int left, int top, int width, int height, Color color) {
  for (int y = std::max(top, 0); y < std::min(top + height, height_); ++y) {
    for (int x = std::max(left, 0); x < std::min(left + width, width_); ++x) {
      std::copy(color.begin(), color.end(), pixels_.begin() + (y * width_ + x) * 3);
    }
  }
}

void Canvas::write(int left, int top, const std::string& text, Color color, int dot) {
  for (const char letter : text) {
    const char* rows = dots_of(letter);
    for (int y = 0; rows != nullptr && y < 5; ++y) {
      for (int x = 0; x < 3; ++x) {
        const bool set = ((rows[y] - '0') >> (2 - x) & 1) != 0;
        if (set) fill(left + x * dot, top + y * dot, dot, dot, color);
      }
    }
    left += 4 * dot;
  }
}

std::string Canvas::png() const {
  auto image = new_image();
  image.width = static_cast<png_uint_32>(width_);
  image.height = static_cast<png_uint_32>(height_);
  image.format = PNG_FORMAT_RGB;
  std::string bytes(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
  png_alloc_size_t size = bytes.size();
  const int good =
      png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels_.data(), 0, nullptr);
  bytes.resize(good != 0 ? size : 0);
  return bytes;
}

}  // namespace canvas
