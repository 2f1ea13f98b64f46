#include "support/loopback.hpp"

namespace testcenter {
namespace {

std::string_view host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  if (!url.empty() && url.front() == '[') return url.substr(0, url.find(']') + 1);
  return url.substr(0, url.find_first_of(":/"));
}

bool is_numeric(std::string_view host) {
  return host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool is_loopback(std::string_view url) {
  const std::string_view host = host_of(url);
  if (host == "localhost" || host == "[::1]") return true;
  return host.substr(0, 4) == "127." && is_numeric(host);
}

}  // namespace testcenter
