#pragma once

#include <testcenter/reporter.hpp>

#include "part_text.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace testcenter::googletest {

/// Turns GoogleTest's callbacks into elements and events, as docs/googletest.md has it. One thread
/// at a time. Calls nothing of GoogleTest that takes a lock: results arrive under its mutex.
class ResultTree {
 public:
  /// `early`: the first results of GoogleTest's list, from before the first run; null in later
  /// ones. The list itself is not read in the first, since a thread may be adding to it.
  void start_run(Reporter& reporter, const ::testing::UnitTest& unit_test,
                 const std::vector<::testing::TestPartResult>* early);
  void start_iteration(int iteration);
  void start_suite(const ::testing::TestSuite& suite);
  void start_test(const ::testing::TestInfo& test);
  void add(const ::testing::TestPartResult& part);
  void end_test();
  void end_suite();
  void end_suites();
  void end_iteration();
  void end_run();

  /// True if it was found in a list before, and comes but now.
  bool was_told(const ::testing::TestPartResult& part);
  /// As add(), of a result that came a while ago, after end_run().
  void add_late(const ::testing::TestPartResult& part);

  /// A new Reporter for what comes after end_run(), or after exit() amid a run.
  void go_on(Reporter& reporter);

 private:
  /// A list of results that GoogleTest keeps, and how far it is reported. A listener ahead of us
  /// that throws hides results from us; they are found here at the next occasion.
  struct Level {
    const ::testing::TestResult* results = nullptr;
    int next = 0;
    bool failed = false;
  };

  void add_early(const std::vector<::testing::TestPartResult>& parts);
  Level& innermost();
  /// `told_of`: by GoogleTest, at this moment.
  void catch_up(Level& level, const ::testing::TestPartResult* told_of = nullptr);
  void await(const ::testing::TestPartResult& part);
  static bool is_unread_in(const Level& level, const ::testing::TestPartResult& part);
  /// False if it is in none, or was told.
  bool tell_from_its_list(const ::testing::TestPartResult& part);
  void report(const ::testing::TestPartResult& part, Level& level);
  void report_failure(const ::testing::TestPartResult& part, const PartText& text);
  void report_skip(const ::testing::TestPartResult& part, std::string_view body, Level& level);
  void report_words(EventType type, const ::testing::TestPartResult& part, std::string_view words);
  void skip_case();
  std::string_view reason_of_skip(const ::testing::TestPartResult& part) const;
  void close_everything();
  void abandon();
  void leave_run();
  void report_disabled_before(const ::testing::TestInfo* test);
  void report_disabled_suites_before(const ::testing::TestSuite* suite);
  void report_disabled(const ::testing::TestInfo& test);
  void open_suite(const ::testing::TestSuite& suite);

  Reporter* reporter_ = nullptr;
  const ::testing::UnitTest* unit_test_ = nullptr;
  const ::testing::TestSuite* suite_ = nullptr;
  const ::testing::TestInfo* test_ = nullptr;
  handle::Suite suite_handle_;
  handle::Case case_handle_;
  /// GoogleTest lists a result, then tells its listeners one by one, under a mutex: meanwhile the
  /// test may end, and we find in its list what is still to come. There is one at a time, and one
  /// that skips a test, for which GoogleTest takes no mutex.
  static constexpr std::size_t most_awaited = 2;
  std::vector<::testing::TestPartResult> awaited_;  // told ahead of their callbacks
  Level environment_level_;
  Level suite_level_;
  Level test_level_;
  bool is_case_skipped_ = false;  // itself

  bool running_ = false;
  int iteration_ = 0;
  bool disabled_reported_ = false;
  int next_suite_ = 0;  // the first that was not looked at for disabled tests
  int next_test_ = 0;   // the same in suite_
  int next_property_ = 0;
  std::string suite_skip_reason_;
  bool environment_failed_ = false;
  bool test_failed_ = false;
  std::string summary_;  // kept for its memory
};

}  // namespace testcenter::googletest
