#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace local_center {

/// JSON text as the API allows it: valid UTF-8, no key twice in an object, nested no deeper than
/// the API's own objects. Throws Breach; `what` names the text in its reason ("the body").
nlohmann::json parse_strictly(std::string_view text, const std::string& what);

/// One JSON object of the API, read field by field. Every read throws Breach when the field is
/// missing or of another type; the reason gives the field's full path ("test.name").
class StrictObject {
 public:
  /// Throws Breach when `value` is no object or has a field that is not among `known`.
  StrictObject(const nlohmann::json& value, std::string path,
               std::initializer_list<std::string_view> known);

  bool has(const char* key) const { return value_.contains(key); }

  /// What is under `key`; it must be there.
  const nlohmann::json& at(const char* key) const;

  std::string text(const char* key) const;
  std::string non_empty_text(const char* key) const;
  std::string optional_text(const char* key) const;
  std::string optional_non_empty_text(const char* key) const;
  std::int64_t integer(const char* key) const;
  const nlohmann::json& array(const char* key) const;

  /// "test.name" for `name` inside `test`.
  std::string path_of(const std::string& key) const;

 private:
  const nlohmann::json& value_;
  std::string path_;
};

}  // namespace local_center
