#include "reporter/mime_type.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace testcenter::core {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::size_t at;
  std::string_view bytes;
  std::string_view type;
};

constexpr Signature signatures[] = {
    {0, "\x89PNG\r\n\x1a\n"sv, "image/png"sv},
    {0, "\xff\xd8\xff"sv, "image/jpeg"sv},
    {0, "GIF87a"sv, "image/gif"sv},
    {0, "GIF89a"sv, "image/gif"sv},
    {8, "WEBP"sv, "image/webp"sv},
    {0, "BM"sv, "image/bmp"sv},
    {0, "II*\0"sv, "image/tiff"sv},
    {0, "MM\0*"sv, "image/tiff"sv},
};

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
    const bool riff = signature.at == 0 || first_bytes.substr(0, 4) == "RIFF"sv;
    if (first_bytes.size() >= signature.at &&
        first_bytes.substr(signature.at, signature.bytes.size()) == signature.bytes && riff) {
      return signature.type;
    }
  }
  const std::string extension = extension_of(name);
  for (const Extension& known : extensions) {
    if (known.extension == extension) return known.type;
  }
  return "application/octet-stream"sv;
}

}  // namespace testcenter::core
