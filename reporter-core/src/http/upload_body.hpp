#pragma once

#include "http/libcurl.hpp"
#include "http/transport.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace testcenter::http {

/// Bytes that libcurl can read once and never again: asked to go back to the beginning, it fails.
/// So libcurl cannot send a request again by itself (see ResendGuard), not even one that was only
/// begun; it ends with CURLE_SEND_FAIL_REWIND instead, and the caller knows.
class OneWaySource {
 public:
  explicit OneWaySource(std::string_view bytes) : bytes_(bytes), left_(bytes.size()) {}
  /// `file` is read from where it stands; it must have `size` bytes left.
  OneWaySource(std::FILE* file, std::uint64_t size) : file_(file, &std::fclose), left_(size) {}

  curl_off_t size() const { return static_cast<curl_off_t>(left_); }

  /// For CURLOPT_READFUNCTION, CURLOPT_SEEKFUNCTION and curl_mime_data_cb(); `self` is the source.
  static std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* self);
  static int on_seek(void* self, curl_off_t offset, int origin);

 private:
  std::size_t read(char* buffer, std::size_t room);

  std::string_view bytes_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, &std::fclose};
  std::uint64_t left_;
};

/// A multipart/form-data body. Lives until the transfer is over.
class Form {
 public:
  explicit Form(CURL* easy) : mime_(curl().mime_init(easy), curl().mime_free) {}

  /// Empty if all went well, else why not.
  std::string add(const Part& part);

  curl_mime* mime() const { return mime_.get(); }

 private:
  std::string open(const Part& part);
  CURLcode describe(const Part& part, OneWaySource& source);

  std::deque<OneWaySource> sources_;
  std::unique_ptr<curl_mime, void (*)(curl_mime*)> mime_;
};

}  // namespace testcenter::http
