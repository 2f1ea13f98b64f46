#pragma once

#include <testcenter/model.hpp>
#include <testcenter/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace testcenter::config {

/// What the one-URL form holds:
/// `http://user:password@host:8800/base/project/MyProject?token=T&label=OS%3DLinux&batch=Nightly`.
/// An empty string means that the part is missing.
struct ServerUrl {
  std::string server;  ///< scheme://host[:port][/base], no slash at the end, nothing secret
  std::string project;
  std::string batch;
  std::string token;
  std::string user;
  std::string password;
  std::vector<Label> labels;
};

/// Strict: http and https only, no unknown parts. An error's message is the end of a sentence that
/// begins with the URL; it holds no secret.
Result<ServerUrl> parse_server_url(std::string_view url);

/// `url` as it may be shown, however broken it is: no credentials, and of the query only labels and
/// batch.
std::string masked_url(std::string_view url);

/// `http://[user:password@]host:port`, or the same with https, socks4, socks4a, socks5, socks5h.
Status check_proxy_url(std::string_view url);

}  // namespace testcenter::config
