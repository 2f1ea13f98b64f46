#include "reporter/mime_type.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

using namespace std::string_view_literals;
using testcenter::core::mime_probe_size;
using testcenter::core::mime_type_of;

namespace {

constexpr std::pair<std::string_view, std::string_view> images[] = {
    {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv, "image/png"sv},
    {"\xff\xd8\xff\xe0\0\x10JFIF"sv, "image/jpeg"sv},
    {"GIF87a\1\0\1\0"sv, "image/gif"sv},
    {"GIF89a\1\0\1\0"sv, "image/gif"sv},
    {"RIFF\x24\0\0\0WEBPVP8 "sv, "image/webp"sv},
    {"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"sv, "image/bmp"sv},
    {"II*\0\x08\0\0\0"sv, "image/tiff"sv},
    {"MM\0*\0\0\0\x08"sv, "image/tiff"sv},
};

TEST(MimeType, OfImagesIsSeenInTheirContentWhateverTheirName) {
  for (const auto& [bytes, type] : images) {
    EXPECT_EQ(mime_type_of(bytes, "x"), type);
    EXPECT_EQ(mime_type_of(bytes, "x.txt"), type);
    EXPECT_EQ(mime_type_of(bytes.substr(0, mime_probe_size), "x"), type);
  }
}

TEST(MimeType, OfTheBeginningOfAnImagesMarkIsNotThatImages) {
  for (const auto& [bytes, type] : images) {
    EXPECT_EQ(mime_type_of(bytes.substr(0, 2), "x.log"), "text/plain") << type;
  }
  EXPECT_EQ(mime_type_of("RIFF\x24\0\0\0WEB"sv, "x"), "application/octet-stream");
}

TEST(MimeType, OfTextThatBeginsLikeAnImageIsText) {
  EXPECT_EQ(mime_type_of("BMW: 7 tests, 1 failed", "cars.txt"), "text/plain");
  EXPECT_EQ(mime_type_of("MM2 started", "a.log"), "text/plain");
  EXPECT_EQ(mime_type_of("xxxxxxxxWEBP", "a.log"), "text/plain");
}

TEST(MimeType, OfAnotherRiffFileIsByName) {
  EXPECT_EQ(mime_type_of("RIFF\x24\0\0\0WAVEfmt "sv, "a.wav"), "audio/wav");
}

TEST(MimeType, IsByExtensionOtherwise) {
  EXPECT_EQ(mime_type_of("<svg", "a.svg"), "image/svg+xml");
  EXPECT_EQ(mime_type_of("{}", "report.json"), "application/json");
  EXPECT_EQ(mime_type_of("x", "A.LOG"), "text/plain");
  EXPECT_EQ(mime_type_of("x", "a.b.csv"), "text/csv");
  EXPECT_EQ(mime_type_of("x", "empty.png"), "image/png");
}

TEST(MimeType, OfWhatNobodyKnowsIsBytes) {
  for (const std::string_view name : {"", "noextension", "a.", ".", "a.unknown", "a.png.bak"}) {
    EXPECT_EQ(mime_type_of("x", name), "application/octet-stream") << name;
    EXPECT_EQ(mime_type_of("", name), "application/octet-stream") << name;
  }
}

}  // namespace
