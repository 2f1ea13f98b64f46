#include "http/secrets.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace testcenter::http {
namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view group = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = bits << 8 | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
    }
    for (std::size_t i = 0; i <= group.size(); ++i) text += digits[bits >> (18 - 6 * i) & 63U];
  }
  return text;  // without its padding: the rest is secret enough
}

/// Decodes the character that begins at `at`; what is no UTF-8 stands for itself.
std::uint32_t take_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t first = byte(at++);
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  if (more == 0 || text.size() - at < more) return first;
  std::uint32_t character = first & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) character = character << 6 | (byte(at++) & 0x3FU);
  return character;
}

void append_escaped(std::string& json, std::uint32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  json += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) json += digits[unit >> shift & 0xFU];
}

/// Quotes and backslashes escaped; what is not ASCII too, if asked for.
std::string in_json(std::string_view secret, bool ascii_only) {
  std::string json;
  for (std::size_t at = 0; at < secret.size();) {
    const std::size_t begin = at;
    const std::uint32_t character = take_character(secret, at);
    if (character == '"' || character == '\\') json += '\\';
    if (character < 0x80 || !ascii_only) {
      json += secret.substr(begin, at - begin);
    } else if (character < 0x10000) {
      append_escaped(json, character);
    } else {
      append_escaped(json, 0xD800 + ((character - 0x10000) >> 10));
      append_escaped(json, 0xDC00 + (character & 0x3FFU));
    }
  }
  return json;
}

/// Longest first: of a longer one that has a shorter one in it, nothing is left to be read.
void insert(std::vector<std::string>& secrets, std::string secret) {
  const auto place = std::find_if(secrets.begin(), secrets.end(), [&](const std::string& other) {
    return other.size() < secret.size();
  });
  secrets.insert(place, std::move(secret));
}

}  // namespace

std::string without_secrets(std::string text, const std::vector<std::string>& secrets) {
  constexpr std::string_view stars = "***";
  for (const std::string& secret : secrets) {
    for (std::size_t at = text.find(secret); at != std::string::npos;
         at = text.find(secret, at + stars.size())) {
      text.replace(at, secret.size(), stars);
    }
  }
  return text;
}

void add_secret(std::vector<std::string>& secrets, std::string_view secret) {
  if (secret.empty()) return;
  insert(secrets, std::string(secret));
  for (const bool ascii_only : {false, true}) {
    std::string json = in_json(secret, ascii_only);
    if (json != secret) insert(secrets, std::move(json));
  }
}

void add_credentials(std::vector<std::string>& secrets, std::string_view user,
                     std::string_view password) {
  if (password.empty()) return;
  add_secret(secrets, password);
  insert(secrets, base64(std::string(user) + ":" + std::string(password)));
}

}  // namespace testcenter::http
