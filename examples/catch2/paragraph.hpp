#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace layout {

/// Text that is broken into lines between its words.
class Paragraph {
 public:
  explicit Paragraph(const std::string& text);

  /// No line is longer than `width`, but for a word that is. Throws std::invalid_argument for 0.
  std::vector<std::string> lines(std::size_t width) const;
  std::size_t words() const { return words_.size(); }

 private:
  std::vector<std::string> words_;
};

/// A picture of the lines, a dot a letter, as SVG.
std::string picture_of(const std::vector<std::string>& lines);

}  // namespace layout
