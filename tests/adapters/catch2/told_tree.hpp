#pragma once

#include "run_tree.hpp"
#include "support/temporary_folder.hpp"
#include "support/told_reporter.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace testcenter::test {

using catch2::CaseEnd;
using catch2::Outcome;
using catch2::RunTree;

using Lines = std::vector<std::string>;

/// Tells Catch2's story by hand; the root section of a run is `root`.
class Tree : public ::testing::Test {
 protected:
  Tree() { tree_.start_run(reporter_, "S"); }

  void test_case(const char* name, const char* tags = "", bool may_fail = false,
                 bool should_fail = false) {
    tree_.start_case({name, tags, {"dir/file.test.cpp", 1}, may_fail, should_fail});
  }
  void root() { tree_.start_section("the case", {"f.cpp", 1}); }
  void section(const char* name, int line = 2) { tree_.start_section(name, {"f.cpp", line}); }
  void check(const char* message, Outcome outcome = Outcome::passed) {
    tree_.add({outcome, message, {}, {"f.cpp", 9}});
  }
  void fail_and_go_on(const char* message) {
    tree_.add({Outcome::failed, message, {}, {"f.cpp", 9}, true});
  }
  void end(int sections = 1) {
    for (int i = 0; i < sections; ++i) tree_.end_section(false);
  }
  void end_case(const CaseEnd& counts = {}) { tree_.end_case(counts); }

  /// What the journal holds behind the suite's line; `close` lines and endings of elements that say
  /// only how long they took are left out.
  Lines told() {
    tree_.end_run();
    reporter_.finish();
    auto lines = told_by_adapter(reporter_.journal_path());
    if (!lines.empty()) lines.erase(lines.begin());
    return lines;
  }

  TemporaryFolder folder_;
  Reporter reporter_{spool_only(folder_)};
  RunTree tree_;
};

}  // namespace testcenter::test
