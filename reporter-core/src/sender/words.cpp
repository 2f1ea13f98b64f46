#include "sender/words.hpp"

#include "support/text.hpp"

#include <array>
#include <cstddef>
#include <filesystem>
#include <system_error>

namespace testcenter::sender {
namespace {

constexpr std::size_t longest_name = 200;

std::string quoted(std::string_view name) { return "\"" + one_line(name, longest_name) + "\""; }

}  // namespace

std::string_view word_of(ElementKind kind) {
  constexpr std::array<std::string_view, 6> words = {"suite",    "case", "feature",
                                                     "scenario", "step", "section"};
  return words[static_cast<std::size_t>(kind) - 1];
}

std::uint64_t file_size(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : static_cast<std::uint64_t>(size);
}

std::string file_left_out(const Item& item, const api::Answer& answer) {
  if (answer.verdict != api::Verdict::too_large) return "Left out: " + answer.reason;
  return "The file " + quoted(item.file.name) + " (" + std::to_string(file_size(item.file_path)) +
         " bytes) is too large for the server and was left out: " + answer.reason;
}

std::string element_refused(ElementKind kind, std::string_view name, std::string_view reason) {
  std::string words = "The server refused the ";
  words.append(word_of(kind)).append(" ").append(quoted(name)).append(" (").append(reason);
  return words.append("); its results are reported here");
}

}  // namespace testcenter::sender
