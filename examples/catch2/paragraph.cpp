#include "paragraph.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace layout {

Paragraph::Paragraph(const std::string& text) {
  std::istringstream words(text);
  for (std::string word; words >> word;) words_.push_back(word);
}

std::vector<std::string> Paragraph::lines(std::size_t width) const {
  if (width == 0) throw std::invalid_argument("a paragraph needs a width");
  std::vector<std::string> lines;
  for (const auto& word : words_) {
    if (lines.empty() || lines.back().size() + 1 + word.size() > width) {
      lines.push_back(word);
    } else {
      lines.back() += " " + word;
    }
  }
  return lines;
}

std::string picture_of(const std::vector<std::string>& lines) {
  std::string dots;
  std::size_t width = 0;
  for (std::size_t y = 0; y < lines.size(); ++y) {
    width = std::max(width, lines[y].size());
    for (std::size_t x = 0; x < lines[y].size(); ++x) {
      if (lines[y][x] == ' ') continue;
      dots += "<rect x='" + std::to_string(x) + "' y='" + std::to_string(y) +
              "' width='0.8' height='0.8'/>";
    }
  }
  return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + std::to_string(width) + " " +
         std::to_string(lines.size()) + "'>" + dots + "</svg>";
}

}  // namespace layout
