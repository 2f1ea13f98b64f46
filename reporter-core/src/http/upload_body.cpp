#include "http/upload_body.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace testcenter::http {
namespace {

std::string unreadable(std::string_view path, const std::string& why) {
  return "cannot read " + std::string(path) + ": " + why;
}

}  // namespace

std::size_t OneWaySource::on_read(char* buffer, std::size_t size, std::size_t count, void* self) {
  return static_cast<OneWaySource*>(self)->read(buffer, size * count);
}

std::size_t OneWaySource::read(char* buffer, std::size_t room) {
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(room, left_));
  if (wanted == 0) return 0;
  std::size_t got = wanted;
  if (file_ != nullptr) {
    got = std::fread(buffer, 1, wanted, file_.get());
    if (got == 0)
      return CURL_READFUNC_ABORT;  // shorter than it was: its length is promised already
  } else {
    std::memcpy(buffer, bytes_.data() + (bytes_.size() - left_), got);
  }
  left_ -= got;
  return got;
}

int OneWaySource::on_seek(void*, curl_off_t, int) { return CURL_SEEKFUNC_FAIL; }

std::string Form::add(const Part& part) {
  std::string problem = open(part);
  if (!problem.empty()) return problem;
  const CURLcode code = describe(part, sources_.back());
  return code == CURLE_OK ? std::string() : curl().easy_strerror(code);
}

std::string Form::open(const Part& part) {
  if (part.path.empty()) {
    sources_.emplace_back(part.body);
    return {};
  }
  const std::string path(part.path);
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(path, error);
  if (error) return unreadable(path, error.message());
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return unreadable(path, std::generic_category().message(errno));
  sources_.emplace_back(file, size);
  return {};
}

CURLcode Form::describe(const Part& part, OneWaySource& source) {
  curl_mimepart* target = curl().mime_addpart(mime_.get());
  CURLcode code = curl().mime_name(target, std::string(part.name).c_str());
  if (code == CURLE_OK && !part.file_name.empty()) {
    code = curl().mime_filename(target, std::string(part.file_name).c_str());
  }
  if (code == CURLE_OK && !part.content_type.empty()) {
    code = curl().mime_type(target, std::string(part.content_type).c_str());
  }
  if (code != CURLE_OK) return code;
  return curl().mime_data_cb(target, source.size(), &OneWaySource::on_read, &OneWaySource::on_seek,
                             nullptr, &source);
}

}  // namespace testcenter::http
