#pragma once

#include <string>

namespace testcenter::http {

/// A variable that names a proxy; without a name: there is none.
struct ProxyVariable {
  std::string name;
  std::string value;
};

/// What the environment says of proxies, as libcurl itself would read it. A test may call setenv()
/// while requests are made, so nobody may look there then: it is read when reporting begins.
struct ProxyEnvironment {
  static ProxyEnvironment read();

  ProxyVariable http;    ///< for a server of http://
  ProxyVariable https;   ///< for one of https://
  std::string no_proxy;  ///< hosts that need none
};

}  // namespace testcenter::http
