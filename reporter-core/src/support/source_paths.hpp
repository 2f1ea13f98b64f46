#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace testcenter {

/// Makes source files relative: to the root that was set, else to the git work tree above each
/// file. A file outside of it, and one that is relative already, stays as it is. Looks each folder
/// up once. One thread.
class SourcePaths {
 public:
  explicit SourcePaths(std::string root);

  /// Lives as long as `file` and this object.
  std::string_view relative(std::string_view file);

 private:
  std::string_view root_of(std::string_view folder);

  std::string root_;                                    // ends with '/', or is empty
  std::unordered_map<std::string, std::string> found_;  // folder -> root, '/' at its end
  std::string last_folder_;
  std::string_view last_root_;
};

}  // namespace testcenter
