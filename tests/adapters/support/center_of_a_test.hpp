#pragma once

#include "local_center/local_center_process.hpp"
#include "support/program_run.hpp"
#include "temporary_folder.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace testcenter::test {

using Words = std::vector<std::string>;

/// A center of a test's own, and a folder for the programs that report to it. A base of fixtures.
class CenterOfATest {
 protected:
  /// No test may make the client break the API.
  void expect_no_breach() const;

  /// With the spool folder and the source root that all of these tests have.
  ProgramRun run_here(const Words& words, const Environment& environment) const;

  std::vector<nlohmann::json> reports() const;
  nlohmann::json only_report() const;
  /// The whole of the only report, or of its suites of that name.
  std::string tree() const;
  std::string tree_of(const std::string& suite) const;

  /// What waits in the spool folder.
  Words spooled() const;

  std::string path(const std::string& name) const { return folder_.path(name); }
  const std::string& center_url() const { return center_.url(); }

 private:
  TemporaryFolder folder_;
  LocalCenterProcess center_;
};

/// What the adapter itself says, of all that a program says on stderr; without the progress of the
/// end, which a busy machine alone makes it tell.
std::string our_lines(const std::string& errors);

}  // namespace testcenter::test
