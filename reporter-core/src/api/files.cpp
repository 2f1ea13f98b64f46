#include "api/files.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <system_error>

namespace testcenter::api {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_extension = 16;

/// "a.tar" -> "a" and ".tar"; a leading dot begins no extension.
struct Name {
  std::string stem;
  std::string extension;
};

Name split(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot == 0 || name.size() - dot > longest_extension) {
    return {name, ""};
  }
  return {name.substr(0, dot), name.substr(dot)};
}

/// Quotes, backslashes, slashes and line ends are escaped, decoded or cut off differently by
/// different servers, and the name in the event must match the name in the part's header.
bool is_ambiguous(char c) {
  return c == '"' || c == '\\' || c == '/' || c == '\n' || c == '\t' || c == '%';
}

std::string header_safe(std::string_view raw) {
  std::string name;
  append_sendable(name, raw);
  std::replace_if(name.begin(), name.end(), is_ambiguous, '_');
  if (name.size() <= longest_name) return name;
  const auto [stem, extension] = split(name);
  const std::string_view cut = std::string_view(stem).substr(0, longest_name - extension.size());
  return std::string(without_cut_sequence(cut)) + extension;
}

std::string unique_name(const std::string& wanted, std::set<std::string>& taken) {
  std::string name = wanted;
  for (int count = 2; !taken.insert(name).second; ++count) {
    const auto [stem, extension] = split(wanted);
    name = stem;
    name.append(" (").append(std::to_string(count)).append(")").append(extension);
  }
  return name;
}

bool may_stand_in_header(std::string_view mime_type) {
  return mime_type.find('/') != std::string_view::npos &&
         std::all_of(mime_type.begin(), mime_type.end(),
                     [](char c) { return c >= 0x20 && c < 0x7F; });
}

Unreadable unreadable(const FileData& file, const std::string& why) {
  return {"the file '" + one_line(file.name.empty() ? file.path : file.name, longest_name) +
              "' cannot be read: " + why,
          false};
}

Unreadable unreadable(const FileData& file, int code) {
  Unreadable answer = unreadable(file, std::generic_category().message(code));
  answer.may_pass = code == EMFILE || code == ENFILE || code == ENOMEM;
  return answer;
}

}  // namespace

FileRole use_of(const FileData& file) {
  const bool is_image = lower_case(content_type_of(file).substr(0, 6)) == "image/";
  if (file.role == FileRole::screenshot && !is_image) return FileRole::attachment;
  return file.role;
}

std::string_view content_type_of(const FileData& file) {
  return may_stand_in_header(file.mime_type) ? file.mime_type : "application/octet-stream";
}

std::vector<std::string> file_names(const std::vector<const EventData*>& events) {
  std::vector<std::string> names(events.size());
  std::set<std::string> taken;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i]->file == nullptr) continue;
    const std::string name = header_safe(events[i]->file->name);
    names[i] = unique_name(name.empty() ? "unnamed" : name, taken);
  }
  return names;
}

Unreadable why_unreadable(const FileData& file) {
  const std::string path(file.path);
  std::error_code error;
  const auto folder =
      std::filesystem::symlink_status(std::filesystem::path(path).parent_path(), error);
  if (std::filesystem::is_symlink(folder)) return unreadable(file, "its folder is a symbolic link");
  const auto status = std::filesystem::symlink_status(path, error);
  if (!std::filesystem::exists(status)) return unreadable(file, error.value());
  if (!std::filesystem::is_regular_file(status))
    return unreadable(file, "it is not a regular file");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened(std::fopen(path.c_str(), "rb"),
                                                               &std::fclose);
  return opened != nullptr ? Unreadable{} : unreadable(file, errno);
}

}  // namespace testcenter::api
