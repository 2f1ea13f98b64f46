#include "http/retry_after.hpp"

#include "http/libcurl.hpp"

#include <algorithm>
#include <cstdint>

namespace testcenter::http {
namespace {

using Milliseconds = std::chrono::milliseconds;

bool is_number(const std::string& value) {
  return !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
}

Milliseconds capped(std::int64_t seconds) {
  const std::int64_t most = std::chrono::seconds(longest_retry_after).count();
  return std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, most));
}

}  // namespace

std::optional<Milliseconds> parse_retry_after(const std::string& value, std::time_t now) {
  constexpr std::size_t most_digits = 9;
  if (is_number(value)) {
    return value.size() > most_digits ? Milliseconds(longest_retry_after)
                                      : capped(std::stoll(value));
  }
  const auto date = parse_date(value);
  if (!date) return std::nullopt;
  return capped(static_cast<std::int64_t>(*date) - static_cast<std::int64_t>(now));
}

std::optional<std::time_t> parse_date(const std::string& value) {
  // curl_getdate() reads "5" or "12:00" as dates; an HTTP date begins with the name of a day.
  if (value.find(',') == std::string::npos && value.find("GMT") == std::string::npos) {
    return std::nullopt;
  }
  const std::time_t date = curl().getdate(value.c_str(), nullptr);
  if (date == static_cast<std::time_t>(-1)) return std::nullopt;
  return date;
}

}  // namespace testcenter::http
