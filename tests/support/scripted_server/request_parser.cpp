#include "support/scripted_server/request_parser.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace testcenter::test {
namespace {

constexpr std::string_view line_end = "\r\n";

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

const std::string* find(const HeaderList& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return &value;
  }
  return nullptr;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find(line_end);
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + line_end.size());
  return line;
}

void read_head(std::string_view head, SeenRequest& request) {
  const std::string_view first = take_line(head);
  const std::size_t method_end = first.find(' ');
  const std::size_t target_end = first.rfind(' ');
  request.method = first.substr(0, method_end);
  request.target = first.substr(method_end + 1, target_end - method_end - 1);
  while (!head.empty()) {
    const std::string_view line = take_line(head);
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    request.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
}

}  // namespace

std::string SeenRequest::header(std::string_view name) const {
  const std::string* value = find(headers, name);
  return value != nullptr ? *value : std::string();
}

bool SeenRequest::has_header(std::string_view name) const { return find(headers, name) != nullptr; }

std::string SeenRequest::part(std::string_view name) const {
  const std::string type = header("Content-Type");
  const std::size_t boundary = type.find("boundary=");
  const std::size_t named = body.find("name=\"" + std::string(name) + "\"");
  if (boundary == std::string::npos || named == std::string::npos) return {};
  const std::size_t begin = body.find("\r\n\r\n", named) + 4;
  const std::size_t end = body.find("\r\n--" + type.substr(boundary + 9), begin);
  return body.substr(begin, end - begin);
}

bool take_request(std::string& bytes, SeenRequest& request) {
  const std::size_t head_end = bytes.find("\r\n\r\n");
  if (head_end == std::string::npos) return false;
  SeenRequest read;
  read_head(std::string_view(bytes).substr(0, head_end + 2), read);
  const std::size_t length = std::strtoull(read.header("Content-Length").c_str(), nullptr, 10);
  const std::size_t body_at = head_end + 4;
  if (bytes.size() - body_at < length) return false;
  read.body = bytes.substr(body_at, length);
  bytes.erase(0, body_at + length);
  request = std::move(read);
  return true;
}

}  // namespace testcenter::test
