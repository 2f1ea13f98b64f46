#pragma once

#include "support/program/program.hpp"
#include "support/temporary_folder.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace testcenter::test {

/// A run of the actor, its spool folder, and what it counted.
struct ActorRun : ProgramRun {
  std::map<std::string, std::uint64_t> counts;

  std::uint64_t count(const std::string& name) const {
    const auto found = counts.find(name);
    return found == counts.end() ? UINT64_MAX : found->second;
  }
};

/// Starts actors that keep their journals in a folder of its own.
class Actor {
 public:
  explicit Actor(const std::string& url) { set("TESTCENTER_URL", url); }

  Actor& set(const std::string& name, const std::string& value) {
    environment_[name] = value;
    return *this;
  }

  ActorRun run(const std::vector<std::string>& script,
               const std::string& program = ACTOR_PROGRAM) const;

  std::string spool() const { return folder_.path("spool"); }
  /// What lies in the spool folder.
  std::vector<std::string> kept() const;
  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  std::map<std::string, std::string> environment_;
};

/// A script that most servers and disks are tried with.
inline const std::vector<std::string> small_run = {"suite:S", "case:C", "pass:good", "fail:bad"};
inline constexpr std::uint64_t small_run_results = 2 + 3;  // and the closing LOG

/// accepted = acknowledged + pending + rejected + dropped.
bool adds_up(const ActorRun& run);

}  // namespace testcenter::test
