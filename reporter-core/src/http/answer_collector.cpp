#include "http/answer_collector.hpp"

#include "http/retry_after.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

namespace testcenter::http {
namespace {

constexpr std::size_t longest_value = 2048;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equals(std::string_view name, std::string_view lower_case) {
  return std::equal(name.begin(), name.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return lower(a) == b; });
}

}  // namespace

void AnswerCollector::add_header_line(std::string_view line) {
  if (line.substr(0, 5) == "HTTP/") {
    *this = AnswerCollector(longest_body_);
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  add_header(trimmed(line.substr(0, colon)),
             trimmed(line.substr(colon + 1)).substr(0, longest_value));
}

void AnswerCollector::add_header(std::string_view name, std::string_view value) {
  if (equals(name, "content-type")) {
    response_.content_type.resize(value.size());
    std::transform(value.begin(), value.end(), response_.content_type.begin(), lower);
  } else if (equals(name, "location")) {
    response_.location = value;
  } else if (equals(name, "retry-after")) {
    retry_after_ = value;
  } else if (equals(name, "date")) {
    date_ = value;
  }
}

bool AnswerCollector::add_body(std::string_view bytes) {
  const std::size_t room = longest_body_ - response_.body.size();
  response_.body.append(bytes.substr(0, room));
  response_.is_cut = bytes.size() > room;
  return !response_.is_cut;
}

Response AnswerCollector::take(int status) {
  response_.status = status;
  if (!retry_after_.empty()) {
    const std::time_t now = parse_date(date_).value_or(std::time(nullptr));
    response_.retry_after = parse_retry_after(retry_after_, now);
  }
  return std::move(response_);
}

}  // namespace testcenter::http
