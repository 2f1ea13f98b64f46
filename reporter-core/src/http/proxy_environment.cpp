#include "http/proxy_environment.hpp"

#include <cstdlib>
#include <initializer_list>

namespace testcenter::http {
namespace {

/// libcurl passes over what is empty.
ProxyVariable first_of(std::initializer_list<const char*> names) {
  for (const char* const name : names) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') return {name, value};
  }
  return {};
}

}  // namespace

/// In libcurl's order. HTTP_PROXY is not asked: a web server sets it to what a client says.
ProxyEnvironment ProxyEnvironment::read() {
  return {first_of({"http_proxy", "all_proxy", "ALL_PROXY"}),
          first_of({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}),
          first_of({"no_proxy", "NO_PROXY"}).value};
}

}  // namespace testcenter::http
