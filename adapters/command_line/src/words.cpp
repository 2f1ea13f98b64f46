#include "words.hpp"

#include <array>
#include <cstddef>
#include <ctime>

namespace testcenter::command_line {

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

std::string counted(std::uint64_t number, const std::string& thing) {
  const bool is_plural = number != 1;
  const bool ends_with_s = thing.back() == 's';
  return grouped(number) + " " + thing + (is_plural ? (ends_with_s ? "es" : "s") : "");
}

std::string account(const Statistics& counts) {
  std::string text = counted(counts.accepted, "result") + ": " + grouped(counts.acknowledged) +
                     " acknowledged, " + grouped(counts.pending) + " pending, " +
                     grouped(counts.rejected) + " rejected, " + grouped(counts.dropped) +
                     " dropped";
  if (counts.possible_duplicates == 0) return text;
  return text + "; " + grouped(counts.possible_duplicates) + " possibly sent twice";
}

std::string harmless(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // U+0080 to U+009F are control characters, too.
    const bool is_c1 = (byte & 0xe0) == 0x80 && !line.empty() && line.back() == '\xc2';
    if (is_c1) line.pop_back();
    line += is_c1 || byte < 0x20 || byte == 0x7f ? ' ' : c;
  }
  return line;
}

std::string time_text(std::uint64_t ns) {
  if (ns == 0) return {};
  const auto seconds = static_cast<std::time_t>(ns / 1'000'000'000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &utc);
  return {text.data(), size};
}

}  // namespace testcenter::command_line
