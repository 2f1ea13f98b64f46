#include "raw_body.hpp"

#include <utility>

namespace local_center {
namespace {

constexpr const char* type_field = "Content-Type";
constexpr const char* encoding_field = "Content-Encoding";

std::string hidden(const std::string& field) { return "Local-Center-" + field; }

void hide(httplib::Headers& headers, const std::string& field) {
  headers.erase(hidden(field));
  while (auto header = headers.extract(field)) {
    header.key() = hidden(field);
    headers.insert(std::move(header));
  }
}

}  // namespace

void keep_body_raw(const httplib::Request& request) {
  // The request is httplib's own, and it reads on from it; no handler gets it to change.
  auto& headers = const_cast<httplib::Request&>(request).headers;
  hide(headers, type_field);
  hide(headers, encoding_field);
}

std::string content_type(const httplib::Request& request) {
  return request.get_header_value(hidden(type_field).c_str());
}

std::string content_encoding(const httplib::Request& request) {
  return request.get_header_value(hidden(encoding_field).c_str());
}

}  // namespace local_center
