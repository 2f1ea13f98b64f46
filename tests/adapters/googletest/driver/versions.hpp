#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace testcenter::test {

/// A GoogleTest, and the folder of the programs that were built with it.
struct GoogleTestBuild {
  std::string version;
  std::string folder;

  /// True for 1.12 if `minor` is 11. A version that nobody knows counts as a new one.
  bool is_at_least(int minor) const;
  friend std::ostream& operator<<(std::ostream& out, const GoogleTestBuild& build) {
    return out << "GoogleTest " << build.version;
  }
};

const std::vector<GoogleTestBuild>& googletest_builds();

}  // namespace testcenter::test
