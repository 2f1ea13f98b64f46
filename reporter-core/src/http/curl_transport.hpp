#pragma once

#include "http/transport.hpp"

#include <chrono>
#include <memory>
#include <string>

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
  std::string proxy;  ///< credentials may be inside; empty: http_proxy, https_proxy, no_proxy
  std::string user_agent;
  /// For name, connection, proxy and TLS together.
  std::chrono::milliseconds connect_timeout{5000};
  /// Without a byte of the request moving, or from its last byte to the whole answer: a large file
  /// on a slow line goes through while it moves, an answer that only trickles in is given up.
  std::chrono::milliseconds request_timeout{30000};
};

/// libcurl: one connection, keep-alive, TLS >= 1.2 and verified. Nothing of libcurl is touched
/// before the first post(), so that its start-up cost falls on the sender's thread. The environment
/// is read here and not by post().
///
/// An answer's body is cut off where the request wants no more of it, and the connection given up.
/// Of a file that cannot be opened when its request is posted the reply is `not_sent`.
std::unique_ptr<Transport> make_curl_transport(ConnectionSettings settings);

}  // namespace testcenter::http
