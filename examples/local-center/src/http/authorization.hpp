#pragma once

#include <httplib.h>

#include <string>

namespace local_center {

/// Who may use the server. Without a token and without a user, everybody.
class Authorization {
 public:
  /// `user` is "name:password"; an empty text switches that way off.
  Authorization(const std::string& token, const std::string& user);

  bool allows_upload(const httplib::Request& request) const;

  /// Browsers know no tokens: to look at results, one may also sign in as "token" with the token as
  /// the password.
  bool allows_reading(const httplib::Request& request) const;

  /// Answers 401, and lets a browser ask for name and password.
  static void refuse(httplib::Response& response);

 private:
  std::string token_header_;
  std::string browser_header_;
  std::string basic_header_;
};

}  // namespace local_center
