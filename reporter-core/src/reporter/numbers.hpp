#pragma once

#include <cstdint>
#include <string>

namespace testcenter::core {

/// 1234567 as `1,234,567`.
inline std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

/// `1 result`, `2,000 results`.
inline std::string counted(std::uint64_t number, const std::string& thing) {
  return grouped(number) + " " + thing + (number == 1 ? "" : "s");
}

}  // namespace testcenter::core
