#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace canvas {

/// Red, green, blue.
using Color = std::array<std::uint8_t, 3>;

constexpr Color white = {255, 255, 255};
constexpr Color ink = {30, 36, 48};
constexpr Color red = {196, 35, 47};
constexpr Color amber = {255, 190, 60};

/// A picture to draw on. What lies outside of it is not drawn.
class Canvas {
 public:
  Canvas(int width, int height, Color ground);

  /// From a PNG file; nothing if it cannot be read.
  static std::optional<Canvas> read(const std::string& file);

  void fill(int left, int top, int width, int height, Color color);
  /// Capital letters, digits and a few signs, 3 by 5 dots of `dot` pixels each.
  void write(int left, int top, const std::string& text, Color color, int dot = 3);

  /// The bytes of a PNG file.
  std::string png() const;

  friend bool operator==(const Canvas& a, const Canvas& b) {
    return a.width_ == b.width_ && a.pixels_ == b.pixels_;
  }

 private:
  int width_;
  int height_;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace canvas
