#include "foreign_pages.hpp"

#include "../loopback.hpp"

#include <algorithm>
#include <cctype>

namespace local_center {
namespace {

/// "LocalHost:8800" is "localhost", "[::1]:8800" is "::1".
std::string name_in(std::string host) {
  std::transform(host.begin(), host.end(), host.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (host.rfind('[', 0) == 0) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

std::string objection_to_name(const httplib::Request& request) {
  const auto host = request.get_header_value("Host");
  if (request.get_header_value_count("Host") == 1 && is_loopback(name_in(host))) return {};
  return "without --token or --user this center answers to localhost and 127.0.0.1 only, not to '" +
         host + "'";
}

std::string objection_to_origin(const httplib::Request& request) {
  if (!request.has_header("Origin")) return {};
  const auto origin = request.get_header_value("Origin");
  const auto host = request.get_header_value("Host");
  if (origin == "http://" + host || origin == "https://" + host) return {};
  return "a web page of another origin ('" + origin + "') may not report results";
}

}  // namespace local_center
