#include "authorization.hpp"

#include "answers.hpp"

namespace local_center {
namespace {

/// Takes the same time wherever the texts differ.
bool same(const std::string& given, const std::string& expected) {
  if (expected.empty() || given.size() != expected.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < given.size(); ++i) {
    difference |= static_cast<unsigned char>(given[i] ^ expected[i]);
  }
  return difference == 0;
}

std::string basic_header(const std::string& name, const std::string& password) {
  return httplib::make_basic_authentication_header(name, password).second;
}

std::string basic_header(const std::string& user) {
  if (user.empty()) return {};
  const auto colon = user.find(':');
  return basic_header(user.substr(0, colon), user.substr(colon + 1));
}

}  // namespace

Authorization::Authorization(const std::string& token, const std::string& user)
    : token_header_(token.empty() ? "" : "Token " + token),
      browser_header_(token.empty() ? "" : basic_header("token", token)),
      basic_header_(basic_header(user)) {}

bool Authorization::allows_upload(const httplib::Request& request) const {
  if (token_header_.empty() && basic_header_.empty()) return true;
  const auto given = request.get_header_value("Authorization");
  return same(given, token_header_) || same(given, basic_header_);
}

bool Authorization::allows_reading(const httplib::Request& request) const {
  return allows_upload(request) || same(request.get_header_value("Authorization"), browser_header_);
}

void Authorization::refuse(httplib::Response& response) {
  answer_error(response, 401, "authorization is missing or wrong");
  response.set_header("WWW-Authenticate", R"(Basic realm="local-center", charset="UTF-8")");
}

}  // namespace local_center
