#include "api/html_title.hpp"

#include <algorithm>
#include <cctype>

namespace testcenter::api {
namespace {

/// `word` is in lower case.
std::size_t find_in_any_case(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == static_cast<unsigned char>(b);
  };
  const auto* const found = std::search(text.begin(), text.end(), word.begin(), word.end(), same);
  return found == text.end() ? std::string_view::npos
                             : static_cast<std::size_t>(found - text.begin());
}

}  // namespace

std::string_view html_title(std::string_view page) {
  const std::size_t tag = find_in_any_case(page, "<title");
  if (tag == std::string_view::npos) return {};
  const std::size_t begin = page.find('>', tag);
  if (begin == std::string_view::npos) return {};
  page.remove_prefix(begin + 1);
  const std::size_t end = find_in_any_case(page, "</title");
  return end == std::string_view::npos ? std::string_view() : page.substr(0, end);
}

}  // namespace testcenter::api
