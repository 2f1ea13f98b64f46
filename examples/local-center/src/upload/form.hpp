#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace local_center {

/// A part of a multipart/form-data body.
struct FormPart {
  std::string name;
  std::string file_name;
  std::string content_type;
  std::string content;
};

/// In their order. Throws Breach where `body` is no such form.
std::vector<FormPart> read_form(const std::string& content_type, std::string_view body);

}  // namespace local_center
