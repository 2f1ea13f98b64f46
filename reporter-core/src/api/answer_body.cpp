#include "api/answer_body.hpp"

#include <rapidjson/document.h>

#include <cmath>

namespace testcenter::api {
namespace {

using rapidjson::Document;
using rapidjson::Value;

/// Iterative: deep nesting must not overflow the stack.
bool parse(Document& document, std::string_view body) {
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  document.Parse<flags>(body.data(), body.size());
  return !document.HasParseError();
}

const Value* member(const Value& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

/// Integers, and floating point numbers that are one (`12.0`). 0: there is none.
std::int64_t integer(const Value& object, const char* name) {
  constexpr double exact_limit = 9007199254740992.0;  // 2^53
  const Value* value = member(object, name);
  if (value == nullptr) return 0;
  if (value->IsInt64()) return value->GetInt64();
  if (!value->IsDouble()) return 0;
  const double number = value->GetDouble();
  const bool is_integer = std::abs(number) <= exact_limit && std::trunc(number) == number;
  return is_integer ? static_cast<std::int64_t>(number) : 0;
}

std::string text(const Value& object, const char* name) {
  const Value* value = member(object, name);
  if (value == nullptr || !value->IsString()) return {};
  return {value->GetString(), value->GetStringLength()};
}

Entry entry_of(const Value& value) {
  const std::int64_t code = integer(value, "code");
  Entry entry;
  if (code >= 100 && code <= 599) entry.code = static_cast<int>(code);
  entry.message = text(value, "body");
  return entry;
}

}  // namespace

RunBody read_run(std::string_view body) {
  Document document;
  if (!parse(document, body)) return {};
  return {integer(document, "runId"), integer(document, "reportId")};
}

std::optional<std::vector<Entry>> read_entries(std::string_view body) {
  Document document;
  if (!parse(document, body) || !document.IsArray()) return std::nullopt;
  std::vector<Entry> entries;
  entries.reserve(document.Size());
  for (const Value& value : document.GetArray()) entries.push_back(entry_of(value));
  return entries;
}

std::string read_error(std::string_view body) {
  Document document;
  if (!parse(document, body)) return std::string(body);
  return member(document, "message") != nullptr ? text(document, "message") : std::string(body);
}

}  // namespace testcenter::api
