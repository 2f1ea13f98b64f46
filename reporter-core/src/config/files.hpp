#pragma once

#include <testcenter/result.hpp>

#include <cstddef>
#include <string>

/// Files and folders that settings name. An error's message is the end of a sentence that begins
/// with the file's name: "does not exist".
namespace testcenter::config {

/// `path`, seen from `folder`. Unchanged if it is absolute, or if the folder is not known.
std::string seen_from(const std::string& folder, const std::string& path);

/// The content of a regular file of at most `limit` bytes.
Result<std::string> read_file(const std::string& path, std::size_t limit);

Status check_readable_file(const std::string& path);
Status check_folder(const std::string& path);

}  // namespace testcenter::config
