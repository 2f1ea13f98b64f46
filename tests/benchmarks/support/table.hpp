#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace testcenter::benchmarks {

/// What a benchmark prints: a Markdown table with a row a figure. The header is printed at once,
/// each row as it comes.
class Table {
 public:
  explicit Table(const std::string& title) {
    std::printf("### %s\n\n", title.c_str());
    std::printf("| what | ours | baseline or limit | ratio |\n|---|---|---|---|\n");
    std::fflush(stdout);
  }
  ~Table() { std::printf("\n"); }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  void row(const std::string& what, const std::string& ours, const std::string& other = "",
           const std::string& ratio = "") {
    std::printf("| %s | %s | %s | %s |\n", what.c_str(), ours.c_str(), other.c_str(),
                ratio.c_str());
    std::fflush(stdout);
  }
};

/// `number("%.1f ms", 3.14)`.
inline std::string number(const char* format, double value) {
  std::vector<char> text(64);
  const int size = std::snprintf(text.data(), text.size(), format, value);
  return {text.data(), static_cast<std::size_t>(size)};
}

inline std::string ratio(double ours, double other) { return number("%.2f", ours / other); }

/// With separators: 1,000,000.
inline std::string count(double value) {
  std::string digits = number("%.0f", value);
  for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

}  // namespace testcenter::benchmarks
