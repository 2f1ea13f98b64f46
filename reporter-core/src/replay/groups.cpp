#include "replay/groups.hpp"

#include "journal/foreign_journal.hpp"
#include "journal/spool.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace testcenter::replay {
namespace {

namespace fs = std::filesystem;

class Finder {
 public:
  Status look_at(const std::string& path) {
    std::error_code unknown;
    if (fs::is_directory(path, unknown)) return look_into(path);
    if (journal::is_gone(path)) return Error{path + " does not exist"};
    add_named(path);
    return {};
  }

  std::vector<Group> take() { return std::move(groups_); }

 private:
  /// One of a supervisor's folder goes where all of it goes.
  void add_named(const std::string& path) {
    const fs::path parent = fs::path(path).parent_path();
    const fs::path folder = parent.empty() ? "." : parent;
    const fs::path anchor = folder / anchor_name;
    std::error_code unknown;
    if (!fs::exists(anchor, unknown)) return add({{path}, {}, {}});
    Group group{{path}, anchor.string(), folder.string()};
    if (fs::path(path).filename() == anchor_name) group.journals.clear();
    add(group);
  }

  Status look_into(const std::string& folder) {
    auto journals = journal::list_journals(folder);
    if (!journals) return journals.error();
    const std::string anchor = folder + "/" + std::string(anchor_name);
    std::vector<std::string>& all = journals.value();
    const auto found = std::find(all.begin(), all.end(), anchor);
    if (found != all.end()) {
      all.erase(found);
      add({all, anchor, folder});
    } else {
      for (const std::string& journal : all) add({{journal}, {}, {}});
    }
    return look_below(folder);
  }

  /// A supervisor's folder without an anchor has what processes wrote that lived longer than it,
  /// and the folders of supervisors among them. Another replay may clear one up meanwhile.
  Status look_below(const std::string& folder) {
    std::error_code problem;
    const fs::directory_iterator end;
    for (fs::directory_iterator entry(folder, problem); !problem && entry != end;
         entry.increment(problem)) {
      const fs::path below = entry->path();
      const bool is_supervisors = below.filename().string().compare(0, 4, "run-") == 0;
      if (!is_supervisors || entry->is_symlink(problem) || !entry->is_directory(problem)) continue;
      Status looked = look_into(below.string());
      if (!looked && !journal::is_gone(below.string())) return looked;
    }
    return {};
  }

  void add(const Group& group) {
    const auto [place, is_new] = places_.emplace(one_name(group.name()), groups_.size());
    if (is_new) groups_.push_back({{}, group.anchor, group.folder});
    for (const std::string& path : group.journals) {
      if (seen_.insert(one_name(path)).second) groups_[place->second].journals.push_back(path);
    }
  }

  /// However it is spelled.
  static std::string one_name(const fs::path& file) {
    std::error_code unknown;
    return fs::weakly_canonical(file.parent_path(), unknown) / file.filename();
  }

  std::map<std::string, std::size_t> places_;  // of groups, by the anchor or the journal
  std::set<std::string> seen_;                 // journals
  std::vector<Group> groups_;
};

}  // namespace

Result<std::vector<Group>> find_groups(const std::vector<std::string>& paths) {
  Finder finder;
  for (std::string path : paths) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    if (const Status looked = finder.look_at(path); !looked) return looked.error();
  }
  return finder.take();
}

}  // namespace testcenter::replay
