#include "config/config_file.hpp"

#include "config/files.hpp"
#include "config/message.hpp"
#include "config/nearest.hpp"
#include "config/table.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace testcenter::config {
namespace {

namespace fs = std::filesystem;

constexpr const char* file_name = "testcenter.json";
constexpr std::size_t largest_file = 256U << 10U;

unsigned line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return 1 + static_cast<unsigned>(std::count(before.begin(), before.end(), '\n'));
}

std::size_t column_at(std::string_view text, std::size_t offset) {
  const std::size_t newline = text.substr(0, offset).rfind('\n');
  return newline == std::string_view::npos ? offset + 1 : offset - newline;
}

std::string_view name_of(JsonType type) {
  switch (type) {
    case JsonType::text:
      return "text in quotes";
    case JsonType::number:
      return "a number without quotes";
    case JsonType::object:
      break;
  }
  return R"(an object like {"OS": "Linux"})";
}

/// Takes the file's events one by one: an object of settings, of which "labels" is an object too.
/// Returning false stops the reader; `error` then says why.
class Handler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Handler> {
 public:
  Handler(Level& level, std::string_view content, const rapidjson::MemoryStream& stream)
      : level_(level), content_(content), stream_(stream) {}

  bool Null() { return wrong_type(); }
  bool Bool(bool) { return wrong_type(); }
  bool StartArray() { return wrong_type(); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    return value({text, length}, JsonType::number);
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    if (setting_ != nullptr && in_labels_) return label({text, length});
    return value({text, length}, JsonType::text);
  }
  bool StartObject();
  bool Key(const char* text, rapidjson::SizeType length, bool);
  bool EndObject(rapidjson::SizeType);

  const std::string& error() const { return error_; }

 private:
  bool fail(std::string error) {
    error_ = std::move(error);
    return false;
  }
  std::string here() const;
  bool wrong_type();
  bool value(std::string_view text, JsonType type);
  bool label(std::string_view text);

  Level& level_;
  std::string_view content_;
  const rapidjson::MemoryStream& stream_;
  const Setting* setting_ = nullptr;  ///< whose value comes next
  bool in_file_ = false;
  bool in_labels_ = false;
  std::string label_;
  std::string error_;
};

std::string Handler::here() const {
  return level_.file + ":" + std::to_string(line_at(content_, stream_.Tell()));
}

bool Handler::wrong_type() {
  if (setting_ == nullptr) return fail(level_.file + " must hold one object: { ... }");
  if (in_labels_) {
    return fail(here() + ": the label " + in_quotes(label_) + " must be text in quotes");
  }
  return fail(spelled(level_, setting_->name) + " must be " +
              std::string(name_of(setting_->json_type)));
}

bool Handler::StartObject() {
  if (!in_file_) {
    in_file_ = true;
    return true;
  }
  if (in_labels_ || setting_->json_type != JsonType::object) return wrong_type();
  in_labels_ = true;
  level_.given.labels.emplace();
  return true;
}

bool Handler::Key(const char* text, rapidjson::SizeType length, bool) {
  const std::string name(text, length);
  if (in_labels_) {
    label_ = name;
    return true;
  }
  setting_ = find_setting(name);
  if (setting_ == nullptr) {
    const std::optional<std::string> nearest = nearest_setting(name, furthest_suggestion);
    return fail(here() + ": " + in_quotes(name) + " is not a setting" +
                (nearest ? "; did you mean \"" + *nearest + "\"?" : ""));
  }
  const bool first = level_.lines.emplace(name, line_at(content_, stream_.Tell())).second;
  return first || fail(here() + ": " + in_quotes(name) + " stands there twice");
}

bool Handler::EndObject(rapidjson::SizeType) {
  if (!in_labels_) return true;
  in_labels_ = false;
  const Status good = setting_->check(level_.given);
  return good || fail(spelled(level_, setting_->name) + " " + good.error().message);
}

bool Handler::value(std::string_view text, JsonType type) {
  if (setting_ == nullptr || in_labels_) return wrong_type();
  if (type == JsonType::text && text.empty()) return true;  // counts as not set
  if (setting_->json_type != type) return wrong_type();
  const Status good = setting_->read(text, level_.given);
  if (good) return true;
  return fail(
      complaint(level_, setting_->name, setting_->masked(text), good.error().message).message);
}

bool Handler::label(std::string_view text) {
  level_.given.labels->push_back({label_, std::string(text)});
  return true;
}

std::string malformed(const std::string& path, std::string_view content,
                      const rapidjson::ParseResult& result) {
  const std::size_t offset = std::min(result.Offset(), content.size());
  return path + ":" + std::to_string(line_at(content, offset)) + ":" +
         std::to_string(column_at(content, offset)) +
         ": is not JSON: " + rapidjson::GetParseError_En(result.Code());
}

}  // namespace

Result<Level> parse_config_file(const std::string& path, const std::string& content) {
  constexpr unsigned strict = rapidjson::kParseNumbersAsStringsFlag |
                              rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseIterativeFlag;
  Level level;
  level.origin = Origin::file;
  level.file = path;
  level.folder = fs::path(path).parent_path().string();
  if (content.find('\0') != std::string::npos) return Error{path + " is not JSON: it has a NUL"};
  rapidjson::MemoryStream stream(content.data(), content.size());
  Handler handler(level, content, stream);
  rapidjson::Reader reader;
  const rapidjson::ParseResult result = reader.Parse<strict>(stream, handler);
  if (!handler.error().empty()) return Error{handler.error()};
  if (result.IsError()) return Error{malformed(path, content, result)};
  return level;
}

Result<std::optional<Level>> read_config_file(const std::string& folder) {
  const std::optional<Level> none;
  if (folder.empty()) return none;
  for (fs::path place = folder;; place = place.parent_path()) {
    const std::string path = (place / file_name).string();
    std::error_code unknown;
    if (fs::exists(path, unknown)) {
      const Result<std::string> content = read_file(path, largest_file);
      if (!content) return Error{path + " " + content.error().message};
      Result<Level> level = parse_config_file(path, content.value());
      if (!level) return level.error();
      return std::optional<Level>(std::move(level.value()));
    }
    if (place == place.parent_path()) return none;
  }
}

}  // namespace testcenter::config
