#include "config/values.hpp"

#include "config/authority.hpp"
#include "config/files.hpp"
#include "config/message.hpp"
#include "config/url.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <optional>

namespace testcenter::config {
namespace {

constexpr std::chrono::milliseconds longest_timeout = std::chrono::hours(24);
constexpr std::uint64_t mebibyte = 1ULL << 20U;
constexpr std::uint64_t largest_size = 1ULL << 40U;

/// The whole of `text`, decimal digits only; std::from_chars knows no locale.
template <typename T>
std::optional<T> whole_number(std::string_view text) {
  T number{};
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return number;
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "0.5" -> 500; what is finer than a millisecond is cut. More than 9 digits are too many anyway.
std::optional<std::int64_t> thousandths(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point < text.size() ? text.substr(point + 1) : "0";
  if (!all_digits(whole) || !all_digits(fraction)) return std::nullopt;
  const std::string digits = std::string(whole.size() > 9 ? "999999999" : whole) +
                             (std::string(fraction) + "000").substr(0, 3);
  return whole_number<std::int64_t>(digits);
}

Status check_text(const std::string& value) {
  if (has_control_character(value)) return Error{"has a control character"};
  return {};
}

Status settle_path(std::string& path, const std::string& folder,
                   Status (*check)(const std::string& path)) {
  const std::string as_given = path;
  path = seen_from(folder, path);
  Status good = check(path);
  if (good || path == as_given) return good;
  return Error{good.error().message + " (looked for " + path + ")"};
}

Status check_labels(const std::vector<Label>& labels) {
  for (auto label = labels.begin(); label != labels.end(); ++label) {
    if (label->key.empty())
      return Error{"has a label without a key: " + in_quotes("=" + label->value)};
    if (label->key.find('=') != std::string::npos) {  // a journal could not tell where it ends
      return Error{"has a label with a = in its key: " + in_quotes(label->key)};
    }
    if (has_control_character(label->key + label->value)) {
      return Error{"has a control character in the label " + in_quotes(label->key)};
    }
    const auto same = [&](const Label& other) { return other.key == label->key; };
    if (std::any_of(labels.begin(), label, same)) {
      return Error{"has two labels " + in_quotes(label->key)};
    }
  }
  return {};
}

}  // namespace

Status Text::check(const std::string& value) { return check_text(value); }

Status User::check(const std::string& value) {
  if (value.find(':') != std::string::npos) return Error{"has a : in the user's name"};
  return check_text(value);
}

Status Password::check(const std::string& value) {
  if (has_control_character(value)) return Error{"has a control character in the password"};
  return {};
}

Status Token::check(const std::string& value) {
  const bool plain =
      std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (!plain) return Error{"has a space, control or non-ASCII character in the token"};
  return {};
}

std::string Url::masked(std::string_view text) { return masked_url(text); }

Status Url::check(const std::string& value) {
  const Result<ServerUrl> url = parse_server_url(value);
  if (!url) return url.error();
  if (Status good = check_labels(url->labels); !good) return good;
  if (Status good = Token::check(url->token); !good) return good;
  return User::check(url->user);
}

std::string Proxy::masked(std::string_view text) { return without_credentials(text); }

Status Proxy::check(const std::string& value) { return check_proxy_url(value); }

Status FilePath::settle(std::string& path, const std::string& folder) {
  return settle_path(path, folder, check_readable_file);
}

Status FolderPath::settle(std::string& path, const std::string& folder) {
  return settle_path(path, folder, check_folder);
}

Status NewFolderPath::settle(std::string& path, const std::string& folder) {
  path = seen_from(folder, path);
  return {};
}

Result<std::vector<Label>> Labels::read(std::string_view text) {
  std::vector<Label> labels;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view entry = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (entry.empty()) continue;
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos) {
      return Error{"has a label without \"=\": " + in_quotes(entry) +
                   " (example: OS=Linux;cpu=arm64)"};
    }
    labels.push_back({std::string(trimmed(entry.substr(0, equals))),
                      std::string(trimmed(entry.substr(equals + 1)))});
  }
  return labels;
}

std::string Labels::shown(const std::vector<Label>& labels) {
  std::string text;
  for (const Label& label : labels) {
    text += (text.empty() ? "" : ";") + label.key + "=" + label.value;
  }
  return text;
}

Status Labels::check(const std::vector<Label>& labels) { return check_labels(labels); }

Result<std::chrono::milliseconds> Seconds::read(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  const std::optional<std::int64_t> value = thousandths(text.substr(negative ? 1 : 0));
  if (!value) return Error{"is not a number of seconds (example: 5 or 0.5)"};
  return std::chrono::milliseconds(negative ? -*value : *value);
}

std::string Seconds::shown(std::chrono::milliseconds value) {
  const std::int64_t count = value.count();
  const std::string fraction = std::to_string(1000 + std::abs(count % 1000)).substr(1);
  const std::string whole = (count < 0 ? "-" : "") + std::to_string(std::abs(count / 1000));
  return fraction == "000" ? whole : whole + "." + fraction;
}

Status Seconds::check(std::chrono::milliseconds value) {
  if (value.count() > 0 && value <= longest_timeout) return {};
  return Error{"is not between 0.001 and 86400 seconds"};
}

Result<std::uint32_t> Count::read(std::string_view text) {
  if (const auto value = whole_number<std::uint32_t>(text)) return *value;
  return Error{"is not a whole number from 0 to 4294967295"};
}

Result<std::int64_t> ReportId::read(std::string_view text) {
  if (const auto value = whole_number<std::int64_t>(text)) return *value;
  return Error{"is not the number of a report (example: 25)"};
}

Status ReportId::check(std::int64_t value) {
  if (value > 0) return {};
  return Error{"is not the number of a report (example: 25)"};
}

Result<std::uint64_t> Size::read(std::string_view text) {
  const std::optional<std::uint64_t> value = whole_number<std::uint64_t>(text);
  if (value && *value <= largest_size / mebibyte) return *value * mebibyte;
  return Error{"is not a whole number of MiB from 1 to 1048576"};
}

std::string Size::shown(std::uint64_t value) {
  const bool is_whole = value % mebibyte == 0 && value != 0;
  return is_whole ? std::to_string(value / mebibyte) + " MiB" : std::to_string(value) + " bytes";
}

Status Size::check(std::uint64_t value) {
  if (value > 0 && value <= largest_size) return {};
  return Error{"is not a whole number of MiB from 1 to 1048576"};
}

}  // namespace testcenter::config
