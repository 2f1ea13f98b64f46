#pragma once

#include <testcenter/result.hpp>

#include "http/curl_transport.hpp"
#include "http/proxy_environment.hpp"

#include <string>
#include <vector>

namespace testcenter::http {

/// Of http_proxy and its like, which count where the settings have no proxy.
struct EnvironmentProxy {
  std::string variable;  ///< "https_proxy"; empty: there is none
  std::string shown;     ///< its value, user and password as `***`
  std::string host;
};

/// Where requests go, as messages may name it, and what they must never show.
struct Endpoint {
  std::string label;                   ///< "host:8800"
  std::vector<std::string> secrets;    ///< the token, the passwords, and long users without one
  std::string proxy;                   ///< for libcurl; empty: none
  std::string no_proxy;                ///< hosts that it is not for, as libcurl reads them
  bool has_proxy = false;              ///< of our settings
  EnvironmentProxy environment_proxy;  ///< else; unless no_proxy keeps it out, as libcurl decides
};

/// The error is one line about a setting that cannot work.
Result<Endpoint> read_endpoint(const ConnectionSettings& settings,
                               const ProxyEnvironment& environment);

}  // namespace testcenter::http
