#include "attachment.hpp"

#include "../http/answers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace local_center {
namespace {

constexpr std::string_view svg = "image/svg+xml";
constexpr std::array<std::string_view, 5> shown_images = {"image/png", "image/jpeg", "image/gif",
                                                          "image/webp", "image/bmp"};

std::string harmless_type(const std::string& mime) {
  const auto base = mime.substr(0, mime.find(';'));
  if (std::find(shown_images.begin(), shown_images.end(), base) != shown_images.end()) return base;
  if (base == svg) return base;
  if (base == "text/plain") return "text/plain; charset=utf-8";
  return "application/octet-stream";
}

/// RFC 5987: everything but letters, digits and a few signs as %XX.
std::string encoded_name(const std::string& name) {
  constexpr auto hex = "0123456789ABCDEF";
  std::string encoded;
  for (const unsigned char c : name) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '.' || c == '_';
    if (plain) {
      encoded += static_cast<char>(c);
    } else {
      encoded += {'%', hex[c >> 4], hex[c & 15]};
    }
  }
  return encoded;
}

}  // namespace

std::optional<File> find_attachment(Database& database, Id id) {
  Statement row(database, "SELECT name, mime, content FROM files WHERE id = ?");
  if (!row.start(id).next()) return std::nullopt;
  return File{row.text(0), row.text(1), row.text(2)};
}

void answer_attachment(httplib::Response& response, const File& file) {
  const auto type = harmless_type(file.mime);
  // An <img> shows an SVG and runs nothing in it; opened by itself it would be a document, so it is
  // saved.
  const auto* way = type == "application/octet-stream" || type == svg ? "attachment" : "inline";
  response.set_header("Content-Disposition",
                      std::string(way) + "; filename*=UTF-8''" + encoded_name(file.name));
  response.set_header("Content-Security-Policy", "sandbox; default-src 'none'");
  answer_bytes(response, file.content, type);
}

}  // namespace local_center
