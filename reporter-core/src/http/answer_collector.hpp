#pragma once

#include "http/transport.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace testcenter::http {

/// Gathers an answer as it comes in, header line by header line.
class AnswerCollector {
 public:
  explicit AnswerCollector(std::size_t longest_body) : longest_body_(longest_body) {}

  /// One line, with its line end. A status line begins the answer anew: what came before it was a
  /// proxy's or an interim answer's.
  void add_header_line(std::string_view line);

  /// False once the body is longer than what is kept; there is no use in reading on then.
  bool add_body(std::string_view bytes);

  bool is_full() const { return response_.is_cut; }

  Response take(int status);

 private:
  void add_header(std::string_view name, std::string_view value);

  std::size_t longest_body_;
  Response response_;
  std::string retry_after_;
  std::string date_;
};

}  // namespace testcenter::http
