#include "config/files.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace testcenter::config {
namespace {

namespace fs = std::filesystem;

Error cannot_be_read(std::error_code reason) {
  return Error{"cannot be read: " + reason.message()};
}

/// Anything but a regular file could block: a pipe waits for its writer.
Status check_regular_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return Error{"does not exist"};
  if (error) return cannot_be_read(error);
  if (fs::is_directory(status)) return Error{"is a folder, not a file"};
  if (!fs::is_regular_file(status)) return Error{"is not a regular file"};
  return {};
}

}  // namespace

std::string seen_from(const std::string& folder, const std::string& path) {
  if (folder.empty()) return path;
  return (fs::path(folder) / path).lexically_normal().string();
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  if (const Status regular = check_regular_file(path); !regular) return regular.error();
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string content(limit + 1, '\0');
  if (file) file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (file.bad() || !file.eof()) {
    if (file.good()) return Error{"is larger than " + std::to_string(limit / 1024) + " KiB"};
    return cannot_be_read(std::error_code(errno, std::generic_category()));
  }
  content.resize(static_cast<std::size_t>(file.gcount()));
  return content;
}

Status check_readable_file(const std::string& path) {
  if (Status regular = check_regular_file(path); !regular) return regular;
  errno = 0;
  const std::ifstream file(path, std::ios::binary);
  if (!file) return cannot_be_read(std::error_code(errno, std::generic_category()));
  return {};
}

Status check_folder(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return Error{"does not exist"};
  if (error) return cannot_be_read(error);
  if (!fs::is_directory(status)) return Error{"is not a folder"};
  return {};
}

}  // namespace testcenter::config
