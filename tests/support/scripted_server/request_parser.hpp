#pragma once

#include "support/scripted_server/behaviour.hpp"

#include <string>
#include <string_view>

namespace testcenter::test {

/// A request as the server read it.
struct SeenRequest {
  int connection = 0;  ///< counted from 1, in the order they were accepted
  std::string method;
  std::string target;  ///< "/upload/cases"; of a proxied one the whole URL
  HeaderList headers;
  std::string body;

  /// Empty where there is none; case does not matter.
  std::string header(std::string_view name) const;
  bool has_header(std::string_view name) const;

  /// The content of a multipart part; empty where there is none.
  std::string part(std::string_view name) const;
};

/// Takes one whole request off the beginning of `bytes`. False: it is not whole yet.
bool take_request(std::string& bytes, SeenRequest& request);

}  // namespace testcenter::test
