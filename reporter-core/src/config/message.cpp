#include "config/message.hpp"

#include <algorithm>
#include <cstddef>

namespace testcenter::config {
namespace {

constexpr std::size_t longest_quote = 200;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

std::string escaped(char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'\\', 'x', digits[byte >> 4U], digits[byte & 0xfU]};
}

/// The beginning of `text`; a character of several bytes is not cut in two.
std::string_view beginning(std::string_view text) {
  std::size_t length = longest_quote;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U) --length;
  return text.substr(0, length);
}

}  // namespace

std::string in_quotes(std::string_view text) {
  const bool cut = text.size() > longest_quote;
  std::string result = "\"";
  for (const char c : cut ? beginning(text) : text) {
    if (is_control(c)) {
      result += escaped(c);
    } else {
      result += c;
    }
  }
  return result + (cut ? "...\"" : "\"");
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_control);
}

}  // namespace testcenter::config
