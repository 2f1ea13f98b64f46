#pragma once

#include <testcenter/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace testcenter::replay {

/// In a folder that a supervisor made for its children's journals: a journal of its own, without a
/// record, whose header says where all of them go, and whose lock says that it lives.
inline constexpr std::string_view anchor_name = "run.journal";

/// Journals that go into one report.
struct Group {
  std::vector<std::string> journals;
  std::string anchor;  ///< empty: there is none, and `journals` is a single one
  std::string folder;  ///< of the anchor

  const std::string& name() const { return anchor.empty() ? journals.front() : anchor; }
};

/// What lies behind the paths, each once: journals as they are named, those of a supervisor's
/// folder together; in folders their journals, and the folders of supervisors in them, and in one
/// another. The error names what does not exist or cannot be read.
Result<std::vector<Group>> find_groups(const std::vector<std::string>& paths);

}  // namespace testcenter::replay
