#pragma once

#include "api/client.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace testcenter::api {

/// How a file is sent: a screenshot that is not an image (the API takes no other) as an attachment,
/// everything else as its role says.
FileRole use_of(const FileData& file);

/// The file's MIME type, or `application/octet-stream` where it has none that may stand in a
/// header.
std::string_view content_type_of(const FileData& file);

/// The name of each event's file within one request, empty for an event without a file: sendable,
/// free of what servers read differently in a part's header, at most 200 bytes and unique. A second
/// "a.png" becomes "a (2).png".
std::vector<std::string> file_names(const std::vector<const EventData*>& events);

/// Why a file cannot be read.
struct Unreadable {
  std::string why;        ///< one line that names it; empty: it can be read
  bool may_pass = false;  ///< for want of descriptors or memory: the file may be well
};

/// Neither it nor its folder may be a symbolic link: we copied it there, and nobody knows where a
/// link leads.
Unreadable why_unreadable(const FileData& file);

}  // namespace testcenter::api
