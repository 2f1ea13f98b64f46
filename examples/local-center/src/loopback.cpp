#include "loopback.hpp"

#include <arpa/inet.h>

namespace local_center {
namespace {

bool is_ipv4_loopback(const std::string& address) {
  in_addr parsed{};
  return inet_pton(AF_INET, address.c_str(), &parsed) == 1 && ntohl(parsed.s_addr) >> 24 == 127;
}

}  // namespace

bool is_loopback(const std::string& address) {
  return address == "localhost" || address == "::1" || is_ipv4_loopback(address);
}

}  // namespace local_center
