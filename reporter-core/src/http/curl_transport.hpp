#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "http/transport.hpp"

namespace testcenter::http {

/// How to reach the server. Empty strings mean "not set".
struct ConnectionSettings {
  std::string base_url;  ///< "https://host:8800", no trailing slash, no credentials inside
  std::string token;     ///< Authorization: Token ...
  std::string user;      ///< Basic, with password
  std::string password;
  std::string ca_file;
  std::string client_cert;
  std::string client_key;
  std::string proxy;
  std::string user_agent;
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds request_timeout{30000};
};

/// libcurl: one connection, keep-alive, TLS >= 1.2 and verified. Nothing of libcurl is touched
/// before the first post(), so that its start-up cost falls on the sender's thread.
std::unique_ptr<Transport> make_curl_transport(ConnectionSettings settings);

}  // namespace testcenter::http
