#include "config/authority.hpp"

#include "config/percent.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace testcenter::config {
namespace {

constexpr std::string_view letters_and_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

bool consists_of(std::string_view text, std::string_view set, std::string_view more) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return set.find(c) != std::string_view::npos || more.find(c) != std::string_view::npos;
  });
}

std::string list_of(std::initializer_list<std::string_view> schemes) {
  std::string list;
  for (const std::string_view scheme : schemes) {
    if (!list.empty()) list += ", ";
    list += std::string(scheme) + "://";
  }
  return list;
}

Status take_credentials(std::string_view text, Authority& authority) {
  const std::size_t colon = text.find(':');
  const std::optional<std::string> user = percent_decoded(text.substr(0, colon), Plus::is_plus);
  const std::string_view rest = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  const std::optional<std::string> password = percent_decoded(rest, Plus::is_plus);
  if (!user || !password) return Error{"has a wrong %-sequence in its user or password"};
  authority.user = *user;
  authority.password = *password;
  return {};
}

Status take_port(std::string_view text, Authority& authority) {
  unsigned port = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc{} || stopped != end || port < 1 || port > 65535) {
    return Error{"has no port from 1 to 65535 after its host"};
  }
  authority.port = std::to_string(port);
  return {};
}

Status check_host(const std::string& host) {
  if (host.empty()) return Error{"has no host"};
  if (host.front() != '[') {
    if (consists_of(host, letters_and_digits, "-._")) return {};
    return Error{"has a host with characters that are not allowed there"};
  }
  const std::string_view inside = std::string_view(host).substr(1, host.size() - 2);
  const bool address = std::count(inside.begin(), inside.end(), ':') >= 2 &&
                       consists_of(inside, "0123456789ABCDEFabcdef", ":.");
  if (!address) return Error{"has no IPv6 address between its brackets"};
  return {};
}

Status take_host_and_port(std::string_view text, Authority& authority) {
  if (!text.empty() && text.front() == '[' && text.find(']') == std::string_view::npos) {
    return Error{"has a [ without a ]"};
  }
  const bool bracketed = !text.empty() && text.front() == '[';
  if (!bracketed && std::count(text.begin(), text.end(), ':') > 1) {
    return Error{"has more than one : in its host (write an IPv6 address as [::1])"};
  }
  const std::size_t host_end =
      bracketed ? text.find(']') + 1 : std::min(text.find(':'), text.size());
  authority.host = text.substr(0, host_end);
  if (Status good = check_host(authority.host); !good) return good;
  const std::string_view rest = text.substr(host_end);
  if (rest.empty()) return {};
  if (rest.front() != ':') return Error{"has something other than :port after its ]"};
  return take_port(rest.substr(1), authority);
}

Status check_characters(std::string_view url) {
  for (const char c : url) {
    if (static_cast<unsigned char>(c) <= ' ') {
      return Error{"has a space or control character (write %20)"};
    }
    if (c == '\\' || c == 0x7f) return Error{"has a character that is not allowed in a URL"};
  }
  return {};
}

}  // namespace

std::string Authority::address() const {
  return scheme + "://" + host + (port.empty() ? "" : ":" + port);
}

Result<Authority> parse_authority(std::string_view url,
                                  std::initializer_list<std::string_view> schemes) {
  if (Status good = check_characters(url); !good) return good.error();
  Authority authority;
  const std::size_t colon = url.find("://");
  authority.scheme = lower_case(url.substr(0, std::min(colon, url.size())));
  const bool known = std::find(schemes.begin(), schemes.end(), authority.scheme) != schemes.end();
  if (colon == std::string_view::npos || !known) {
    return Error{"does not begin with one of " + list_of(schemes)};
  }
  const std::string_view rest = url.substr(colon + 3);
  const std::string_view text = rest.substr(0, rest.find_first_of("/?#"));
  authority.length = colon + 3 + text.size();
  const std::size_t at = text.rfind('@');
  if (at != std::string_view::npos) {
    if (Status good = take_credentials(text.substr(0, at), authority); !good) return good.error();
  }
  const std::string_view host = at == std::string_view::npos ? text : text.substr(at + 1);
  if (Status good = take_host_and_port(host, authority); !good) return good.error();
  return authority;
}

std::string without_credentials(std::string_view url) {
  const std::size_t at = url.rfind('@');
  if (at == std::string_view::npos) return std::string(url);
  const std::size_t colon = url.find("://");
  const std::size_t begin = colon < at ? colon + 3 : 0;
  return std::string(url.substr(0, begin)) + "***" + std::string(url.substr(at));
}

}  // namespace testcenter::config
