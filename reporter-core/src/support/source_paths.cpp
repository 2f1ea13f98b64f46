#include "support/source_paths.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

namespace testcenter {
namespace {

std::string with_slash(std::string folder) {
  if (!folder.empty() && folder.back() != '/') folder += '/';
  return folder;
}

/// A work tree has `.git`: a folder, or in worktrees and submodules a file.
std::string git_work_tree_above(std::filesystem::path folder) {
  std::error_code error;
  while (true) {
    if (std::filesystem::exists(folder / ".git", error)) return with_slash(folder.string());
    const auto parent = folder.parent_path();
    if (parent == folder || parent.empty()) return {};
    folder = parent;
  }
}

bool begins_with(std::string_view text, std::string_view prefix) {
  return !prefix.empty() && text.substr(0, prefix.size()) == prefix;
}

}  // namespace

SourcePaths::SourcePaths(std::string root) : root_(with_slash(std::move(root))) {}

std::string_view SourcePaths::relative(std::string_view file) {
  if (file.empty() || file.front() != '/') return file;
  const std::size_t slash = file.rfind('/');
  const std::string_view root = root_.empty() ? root_of(file.substr(0, slash)) : root_;
  return begins_with(file, root) ? file.substr(root.size()) : file;
}

std::string_view SourcePaths::root_of(std::string_view folder) {
  if (!last_folder_.empty() && folder == last_folder_) return last_root_;
  last_folder_ = folder;
  auto [entry, is_new] = found_.try_emplace(last_folder_);
  if (is_new) entry->second = git_work_tree_above(last_folder_.empty() ? "/" : last_folder_);
  last_root_ = entry->second;
  return last_root_;
}

}  // namespace testcenter
