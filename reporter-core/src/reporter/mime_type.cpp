#include "reporter/mime_type.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace testcenter::core {
namespace {

using namespace std::string_view_literals;

/// Two places, where the first alone says too little.
struct Signature {
  std::string_view begin;
  std::size_t at;
  std::string_view then;
  std::string_view type;
};

constexpr Signature signatures[] = {
    {"\x89PNG\r\n\x1a\n"sv, 0, ""sv, "image/png"sv},
    {"\xff\xd8\xff"sv, 0, ""sv, "image/jpeg"sv},
    {"GIF87a"sv, 0, ""sv, "image/gif"sv},
    {"GIF89a"sv, 0, ""sv, "image/gif"sv},
    {"RIFF"sv, 8, "WEBP"sv, "image/webp"sv},
    {"BM"sv, 6, "\0\0\0\0"sv, "image/bmp"sv},
    {"II*\0"sv, 0, ""sv, "image/tiff"sv},
    {"MM\0*"sv, 0, ""sv, "image/tiff"sv},
};

bool matches(const Signature& signature, std::string_view bytes) {
  return bytes.substr(0, signature.begin.size()) == signature.begin &&
         bytes.size() >= signature.at &&
         bytes.substr(signature.at, signature.then.size()) == signature.then;
}

struct Extension {
  std::string_view extension;
  std::string_view type;
};

constexpr Extension extensions[] = {
    {"png"sv, "image/png"sv},         {"jpg"sv, "image/jpeg"sv},
    {"jpeg"sv, "image/jpeg"sv},       {"gif"sv, "image/gif"sv},
    {"bmp"sv, "image/bmp"sv},         {"webp"sv, "image/webp"sv},
    {"tif"sv, "image/tiff"sv},        {"tiff"sv, "image/tiff"sv},
    {"svg"sv, "image/svg+xml"sv},     {"txt"sv, "text/plain"sv},
    {"log"sv, "text/plain"sv},        {"out"sv, "text/plain"sv},
    {"err"sv, "text/plain"sv},        {"diff"sv, "text/plain"sv},
    {"patch"sv, "text/plain"sv},      {"md"sv, "text/markdown"sv},
    {"csv"sv, "text/csv"sv},          {"html"sv, "text/html"sv},
    {"htm"sv, "text/html"sv},         {"xml"sv, "application/xml"sv},
    {"json"sv, "application/json"sv}, {"yaml"sv, "application/yaml"sv},
    {"yml"sv, "application/yaml"sv},  {"pdf"sv, "application/pdf"sv},
    {"zip"sv, "application/zip"sv},   {"gz"sv, "application/gzip"sv},
    {"tar"sv, "application/x-tar"sv}, {"mp4"sv, "video/mp4"sv},
    {"webm"sv, "video/webm"sv},       {"wav"sv, "audio/wav"sv},
};

std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string extension(name.substr(dot + 1));
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

}  // namespace

std::string_view mime_type_of(std::string_view first_bytes, std::string_view name) {
  for (const Signature& signature : signatures) {
    if (matches(signature, first_bytes)) return signature.type;
  }
  const std::string extension = extension_of(name);
  for (const Extension& known : extensions) {
    if (known.extension == extension) return known.type;
  }
  return "application/octet-stream"sv;
}

}  // namespace testcenter::core
