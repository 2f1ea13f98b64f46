#pragma once

#include <testcenter/result.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace testcenter::config {

/// The front of a URL: `scheme://user:password@host:port`.
struct Authority {
  std::string scheme;  ///< lower case
  std::string user;
  std::string password;
  std::string host;        ///< as written; an IPv6 address keeps its brackets
  std::string port;        ///< empty: none given
  std::size_t length = 0;  ///< of the URL's text that this took

  /// Without the credentials.
  std::string address() const;
};

/// Reads the front of `url`. An error's message is the end of a sentence that begins with the URL.
Result<Authority> parse_authority(std::string_view url,
                                  std::initializer_list<std::string_view> schemes);

/// `url` with `***` in place of user and password, however broken it is.
std::string without_credentials(std::string_view url);

}  // namespace testcenter::config
