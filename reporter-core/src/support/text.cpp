#include "support/text.hpp"

#include <cstring>

namespace testcenter {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

using Byte = unsigned char;

bool is_plain(Byte byte) { return (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t'; }

/// True only if all eight bytes are printable ASCII. A borrow between bytes can make it false for
/// some that are; the slow path sorts that out.
bool are_printable(const char* bytes) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const std::uint64_t bad = word | (word + ones) | (word - 0x20 * ones);
  return (bad & (0x80 * ones)) == 0;
}

bool continues(Byte byte) { return (byte & 0xC0) == 0x80; }

/// What the first byte of a multi-byte sequence promises (Unicode, table 3-7), if it is to be sent
/// as it is.
struct Lead {
  std::size_t length = 0;  ///< 0: no sequence begins so
  Byte second_from = 0x80;
  Byte second_to = 0xBF;
};

Lead lead_of(Byte byte) {
  if (byte == 0xC2) return {2, 0xA0};  // below: control characters
  if (byte >= 0xC3 && byte <= 0xDF) return {2};
  if (byte == 0xE0) return {3, 0xA0};        // below: overlong
  if (byte == 0xED) return {3, 0x80, 0x9F};  // above: surrogates
  if (byte >= 0xE1 && byte <= 0xEF) return {3};
  if (byte == 0xF0) return {4, 0x90};        // below: overlong
  if (byte == 0xF4) return {4, 0x80, 0x8F};  // above: beyond U+10FFFF
  if (byte >= 0xF1 && byte <= 0xF3) return {4};
  return {};
}

/// How many bytes of `text` (of at most `lead.length`) are a well-formed beginning of its sequence.
std::size_t well_formed(std::string_view text, const Lead& lead) {
  std::size_t count = 1;
  while (count < lead.length && count < text.size()) {
    const Byte byte = static_cast<Byte>(text[count]);
    const bool fits =
        count == 1 ? byte >= lead.second_from && byte <= lead.second_to : continues(byte);
    if (!fits) break;
    ++count;
  }
  return count;
}

/// The length of the valid multi-byte sequence at the beginning of `text`; 0: there is none.
std::size_t sequence_length(std::string_view text) {
  const Lead lead = lead_of(static_cast<Byte>(text.front()));
  if (lead.length == 0) return 0;
  return well_formed(text, lead) == lead.length ? lead.length : 0;
}

void append_escaped(std::string& out, Byte byte) {
  constexpr char digits[] = "0123456789abcdef";
  const char escape[] = {'\\', 'x', digits[byte >> 4], digits[byte & 0xF]};
  out.append(escape, sizeof escape);
}

}  // namespace

bool begins_with_c1(std::string_view text) {
  return text.size() >= 2 && text[0] == '\xC2' && (static_cast<Byte>(text[1]) & 0xE0) == 0x80;
}

std::size_t sendable_prefix(std::string_view raw) {
  std::size_t at = 0;
  while (at < raw.size()) {
    if (raw.size() - at >= 8 && are_printable(raw.data() + at)) {
      at += 8;
    } else if (is_plain(static_cast<Byte>(raw[at]))) {
      ++at;
    } else {
      const std::size_t length = sequence_length(raw.substr(at));
      if (length == 0) break;
      at += length;
    }
  }
  return at;
}

void append_sendable(std::string& out, std::string_view raw) {
  while (!raw.empty()) {
    const std::size_t clean = sendable_prefix(raw);
    out.append(raw.data(), clean);
    raw.remove_prefix(clean);
    if (raw.empty()) return;
    const std::size_t length = begins_with_c1(raw) ? 2 : 1;
    const Byte byte = static_cast<Byte>(raw[length - 1]);
    if (length == 2 || byte < 0x80) {
      append_escaped(out, byte);
    } else {
      out.append(replacement);
    }
    raw.remove_prefix(length);
  }
}

std::string_view without_cut_sequence(std::string_view raw) {
  for (std::size_t back = 1; back <= 3 && back <= raw.size(); ++back) {
    const std::string_view tail = raw.substr(raw.size() - back);
    const Byte first = static_cast<Byte>(tail.front());
    if (continues(first)) continue;
    const Lead lead = lead_of(first);
    const bool is_cut = lead.length > back && well_formed(tail, lead) == back;
    return is_cut ? raw.substr(0, raw.size() - back) : raw;
  }
  return raw;
}

std::string cut_note(std::size_t kept, std::uint64_t full_size) {
  return "\n[cut: " + std::to_string(kept) + " of " + std::to_string(full_size) + " bytes]";
}

std::string one_line(std::string_view raw, std::size_t limit) {
  const bool is_long = raw.size() > limit;
  std::string line;
  append_sendable(line, is_long ? without_cut_sequence(raw.substr(0, limit)) : raw);
  for (char& c : line) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  if (is_long) line += "...";
  return line;
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+:=@%-";
  const bool is_plain_word = text.find_first_not_of(plain) == std::string_view::npos;
  if (is_plain_word && !text.empty()) return std::string(text);
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') word += "'\\'";  // ends the quotes, and begins them again
    word += c;
  }
  return word + "'";
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace testcenter
