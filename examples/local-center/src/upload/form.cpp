#include "form.hpp"

#include "../breach.hpp"

#include <algorithm>
#include <cctype>
#include <map>

namespace local_center {
namespace {

constexpr std::size_t most_parts = 1024;
constexpr std::string_view line_end = "\r\n";

using Fields = std::map<std::string, std::string>;

std::string lower(std::string_view text) {
  std::string result(text);
  for (auto& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool take(std::string_view& text, std::string_view beginning) {
  if (text.substr(0, beginning.size()) != beginning) return false;
  text.remove_prefix(beginning.size());
  return true;
}

/// Up to this and past it; the rest where it does not come.
std::string_view take_until(std::string_view& text, std::string_view end) {
  const auto piece = text.substr(0, text.find(end));
  text.remove_prefix(std::min(text.size(), piece.size() + end.size()));
  return piece;
}

/// Behind the opening quote, to the closing one. Browsers send a backslash as it is, others escape.
std::string take_quoted(std::string_view& text) {
  std::string value;
  while (!text.empty() && !take(text, "\"")) {
    if (text.substr(0, 2) == "\\\"" || text.substr(0, 2) == "\\\\") text.remove_prefix(1);
    value += text.front();
    text.remove_prefix(1);
  }
  take_until(text, ";");
  return value;
}

/// Of `form-data; name="a"; filename="b;c"`, what is behind the first word.
Fields parameters_of(std::string_view text) {
  Fields parameters;
  take_until(text, ";");
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("=;"), text.size());
    const auto key = lower(trimmed(text.substr(0, end)));
    text.remove_prefix(end);
    if (!take(text, "=")) {
      take(text, ";");
      continue;
    }
    const bool is_quoted = take(text, "\"");
    parameters.emplace(key, is_quoted ? take_quoted(text) : trimmed(take_until(text, ";")));
  }
  return parameters;
}

std::string unfolded(std::string_view text) {
  std::string headers(text);
  for (const auto* fold : {"\r\n ", "\r\n\t"}) {
    for (auto at = headers.find(fold); at != std::string::npos; at = headers.find(fold, at)) {
      headers.replace(at, 3, " ");
    }
  }
  return headers;
}

Fields headers_of(std::string_view text) {
  const auto lines = unfolded(text);
  Fields headers;
  for (std::string_view rest = lines; !rest.empty();) {
    auto line = take_until(rest, line_end);
    const auto name = lower(take_until(line, ":"));
    headers.emplace(name, trimmed(line));
  }
  return headers;
}

FormPart read_part(std::string_view text) {
  const bool has_headers = !take(text, line_end);
  auto headers = headers_of(has_headers ? take_until(text, "\r\n\r\n") : "");
  const auto parameters = parameters_of(headers["content-disposition"]);
  const auto parameter = [&](const char* key) {
    const auto found = parameters.find(key);
    return found == parameters.end() ? std::string() : found->second;
  };
  return {parameter("name"), parameter("filename"), headers["content-type"], std::string(text)};
}

std::string boundary_in(const std::string& content_type) {
  const auto boundary = parameters_of(content_type)["boundary"];
  if (boundary.empty()) throw Breach("the content type of the form names no boundary");
  return boundary;
}

/// Past the boundary, and whether a part begins there.
bool take_boundary_line(std::string_view& text) {
  if (take(text, "--")) return false;
  if (trimmed(take_until(text, line_end)).empty()) return true;
  throw Breach("the multipart form is not well-formed: a boundary that does not end its line");
}

}  // namespace

std::vector<FormPart> read_form(const std::string& content_type, std::string_view body) {
  const auto first = "--" + boundary_in(content_type);
  const auto next = std::string(line_end) + first;
  if (!take(body, first)) take_until(body, next);
  if (body.empty()) throw Breach("the multipart form is not well-formed: its boundary never comes");
  std::vector<FormPart> parts;
  while (take_boundary_line(body)) {
    if (body.find(next) == std::string_view::npos) {
      throw Breach("the multipart form is not well-formed: its last boundary is missing");
    }
    if (parts.size() == most_parts) throw Breach("the form has more than 1024 parts");
    parts.push_back(read_part(take_until(body, next)));
  }
  return parts;
}

}  // namespace local_center
