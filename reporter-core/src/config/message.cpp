#include "config/message.hpp"

#include "support/text.hpp"

#include <cstddef>

namespace testcenter::config {
namespace {

constexpr std::size_t longest_quote = 200;

/// The bytes of the control character at the beginning of `text`; 0: there is none.
std::size_t control_length(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte < 0x20 || byte == 0x7f) return 1;
  return begins_with_c1(text) ? 2 : 0;
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
  if (cut) text = beginning(text);
  std::string result = "\"";
  while (!text.empty()) {
    const std::size_t length = control_length(text);
    if (length == 0) {
      result += text.front();
    } else {
      result += escaped(text[length - 1]);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return result + (cut ? "...\"" : "\"");
}

bool has_control_character(std::string_view text) {
  for (; !text.empty(); text.remove_prefix(1)) {
    if (control_length(text) != 0) return true;
  }
  return false;
}

}  // namespace testcenter::config
