#include "result_tree.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace testcenter::googletest {
namespace {

using ::testing::TestInfo;
using ::testing::TestPartResult;
using ::testing::TestResult;
using ::testing::TestSuite;
using ::testing::UnitTest;

#if defined(GTEST_FLAG_GET)
int repeat_count() { return GTEST_FLAG_GET(repeat); }
bool fail_fast() { return GTEST_FLAG_GET(fail_fast); }
#else  // before 1.12
int repeat_count() { return ::testing::GTEST_FLAG(repeat); }
bool fail_fast() { return false; }
#endif

std::string_view view(const char* text) { return text != nullptr ? text : std::string_view{}; }

Location location_of(const TestInfo& test) { return {view(test.file()), test.line()}; }

Location location_of(const TestPartResult& part) {
  return {view(part.file_name()), part.line_number()};
}

bool is_same(const TestPartResult& a, const TestPartResult& b) {
  return a.type() == b.type() && a.line_number() == b.line_number() &&
         view(a.file_name()) == view(b.file_name()) && view(a.message()) == view(b.message());
}

/// Selected by the filter and this shard, and yet it does not run.
bool is_disabled(const TestInfo& test) { return test.is_reportable() && !test.should_run(); }

/// To a handle or to the Reporter itself.
template <typename Place>
void log_properties(const TestResult& result, int from, Place& place) {
  for (int i = from; i < result.test_property_count(); ++i) {
    const auto& property = result.GetTestProperty(i);
    std::string text = property.key();
    text.append(" = ").append(property.value());
    if (text.find('\n') == std::string::npos) {
      place.add({EventType::log, text, {}, {}, {}});
    } else {
      place.add({EventType::log, headline(text), text, {}, {}});
    }
  }
}

}  // namespace

void ResultTree::start_run(Reporter& reporter, const UnitTest& unit_test,
                           const std::vector<TestPartResult>* early) {
  go_on(reporter);
  unit_test_ = &unit_test;
  running_ = true;
  disabled_reported_ = false;
  const auto* const before =
      std::exchange(environment_level_.results, &unit_test.ad_hoc_test_result());
  if (early != nullptr) return add_early(*early);
  // What a run that was not reported left is none of this one's.
  if (before == nullptr) environment_level_.next = environment_level_.results->total_part_count();
}

void ResultTree::add_early(const std::vector<TestPartResult>& parts) {
  environment_level_.next = static_cast<int>(parts.size());
  for (const auto& part : parts) report(part, environment_level_);
}

void ResultTree::go_on(Reporter& reporter) {
  reporter_ = &reporter;
  reporter.set_home("Global test environment");
  leave_run();
}

void ResultTree::start_iteration(int iteration) {
  iteration_ = iteration;
  next_suite_ = 0;
  test_failed_ = false;
}

void ResultTree::start_suite(const TestSuite& suite) {
  report_disabled_suites_before(&suite);
  open_suite(suite);
  suite_ = &suite;
  suite_level_ = {&suite.ad_hoc_test_result(), suite.ad_hoc_test_result().total_part_count()};
  suite_skip_reason_.clear();
  next_test_ = 0;
  const int repeat = repeat_count();
  if (repeat == 1 || repeat == 0) return;
  auto text = "Iteration " + std::to_string(iteration_ + 1);
  if (repeat > 1) text += " of " + std::to_string(repeat);
  suite_handle_.log(text);
}

void ResultTree::start_test(const TestInfo& test) {
  report_disabled_before(&test);
  Test element;
  element.name = test.name();
  element.location = location_of(test);
  if (test.value_param() != nullptr) {
    summary_.assign("GetParam() = ").append(test.value_param());
    element.summary = summary_;
  }
  case_handle_ = suite_handle_.open_case(element);
  test_ = &test;
  test_level_ = {test.result(), test.result()->total_part_count()};
  is_case_skipped_ = false;
}

void ResultTree::add(const TestPartResult& part) {
  if (!tell_from_its_list(part) && !was_told(part)) {
    catch_up(innermost());
    // In no list that we follow: asserted by a thread while one test made way for another.
    report(part, innermost());
  }
  if (part.file_name() == nullptr && ends_the_run(split(part.message()).body)) abandon();
  // No callback will close it, and what is open at exit counts as a crash.
  if (!running_) close_everything();
}

bool ResultTree::was_told(const TestPartResult& part) {
  if (is_unread_in(environment_level_, part)) return false;
  const auto found = std::find_if(awaited_.begin(), awaited_.end(),
                                  [&](const auto& told) { return is_same(told, part); });
  if (found == awaited_.end()) return false;
  awaited_.erase(found);
  return true;
}

void ResultTree::add_late(const TestPartResult& part) {
  // Without a look at GoogleTest's list, to which another thread may be adding at this moment.
  ++environment_level_.next;
  report(part, environment_level_);
  close_everything();
}

void ResultTree::end_test() {
  if (test_ == nullptr) return;
  catch_up(test_level_);
  const bool has_parts = test_level_.next != 0;
  if (has_parts && test_level_.results->Skipped() && !is_case_skipped_) skip_case();
  log_properties(*test_level_.results, 0, case_handle_);
  case_handle_.close();
  test_failed_ |= test_level_.failed;
  test_level_ = {};
  test_ = nullptr;
}

void ResultTree::end_suite() {
  if (suite_ == nullptr) return;
  report_disabled_before(nullptr);
  catch_up(suite_level_);
  log_properties(*suite_level_.results, 0, suite_handle_);
  suite_handle_.close();
  suite_level_ = {};
  suite_ = nullptr;
}

void ResultTree::end_suites() { report_disabled_suites_before(nullptr); }

void ResultTree::end_iteration() {
  end_suites();
  disabled_reported_ = true;
  catch_up(environment_level_);
  close_everything();
}

void ResultTree::end_run() {
  const auto& result = *environment_level_.results;
  log_properties(result, next_property_, *reporter_);
  next_property_ = result.test_property_count();
  close_everything();
  running_ = false;
}

ResultTree::Level& ResultTree::innermost() {
  if (test_level_.results != nullptr) return test_level_;
  return suite_level_.results != nullptr ? suite_level_ : environment_level_;
}

void ResultTree::catch_up(Level& level, const TestPartResult* told_of) {
  const int count = level.results->total_part_count();
  while (level.next < count) {
    const auto& part = level.results->GetTestPartResult(level.next++);
    report(part, level);
    if (told_of != nullptr && is_same(part, *told_of)) {
      told_of = nullptr;
    } else {
      await(part);
    }
  }
}

void ResultTree::await(const TestPartResult& part) {
  if (awaited_.size() == most_awaited) awaited_.erase(awaited_.begin());
  awaited_.push_back(part);
}

bool ResultTree::is_unread_in(const Level& level, const TestPartResult& part) {
  const int count = level.results != nullptr ? level.results->total_part_count() : 0;
  for (int i = level.next; i < count; ++i) {
    if (is_same(level.results->GetTestPartResult(i), part)) return true;
  }
  return false;
}

bool ResultTree::tell_from_its_list(const TestPartResult& part) {
  const std::array<Level*, 3> levels{&test_level_, &suite_level_, &environment_level_};
  const auto* const found = std::find_if(
      levels.begin(), levels.end(), [&](const Level* level) { return is_unread_in(*level, part); });
  if (found == levels.end()) return false;
  catch_up(**found, &part);
  return true;
}

void ResultTree::report(const TestPartResult& part, Level& level) {
  const auto text = split(part.message());
  if (part.skipped()) {
    report_skip(part, text.body, level);
  } else if (part.passed()) {
    report_words(EventType::pass, part, own_words(text.body, "Succeeded"));
  } else {
    level.failed = true;
    environment_failed_ |= &level == &environment_level_;
    report_failure(part, text);
  }
}

void ResultTree::report_failure(const TestPartResult& part, const PartText& text) {
  const auto places = frames(text.trace);
  const auto message = headline(text.body);
  const bool caught = part.file_name() == nullptr && tells_of_exception(text.body);
  Event event;
  event.type = caught ? EventType::error : EventType::fail;
  event.message = message;
  if (text.whole != message) event.detail = text.whole;
  event.location = location_of(part);
  event.trace = places;
  reporter_->add(event);
}

void ResultTree::report_skip(const TestPartResult& part, std::string_view body, Level& level) {
  const auto words = own_words(body, "Skipped");
  const auto reason = words.empty() ? reason_of_skip(part) : words;
  if (&level == &suite_level_ && suite_skip_reason_.empty()) suite_skip_reason_.assign(reason);
  report_words(EventType::skipped, part, reason);
  is_case_skipped_ |= reporter_->innermost().id() == case_handle_.id();
}

/// What was said in a section of the test's own says nothing of its case.
void ResultTree::skip_case() {
  int i = 0;
  while (!test_level_.results->GetTestPartResult(i).skipped()) ++i;
  const auto& part = test_level_.results->GetTestPartResult(i);
  const auto text = split(part.message());
  const auto words = own_words(text.body, "Skipped");
  case_handle_.skip(words.empty() ? "Skipped" : headline(words), location_of(part));
}

void ResultTree::report_words(EventType type, const TestPartResult& part, std::string_view words) {
  Event event{type, words, {}, location_of(part), {}};
  if (words.find('\n') == std::string_view::npos) {
    reporter_->add(event);
    return;
  }
  const auto line = headline(words);
  event.message = line;
  event.detail = words;
  reporter_->add(event);
}

std::string_view ResultTree::reason_of_skip(const TestPartResult& part) const {
  // GoogleTest skips a test itself with the test's own place, and without a word.
  if (test_ != nullptr && part.line_number() == test_->line()) {
    if (!suite_skip_reason_.empty()) return suite_skip_reason_;
    if (suite_level_.failed) return "SetUpTestSuite failed";
    if (environment_failed_) return "Global test environment failed";
    if (fail_fast() && test_failed_) return "An earlier test failed (--gtest_fail_fast)";
  }
  return "Skipped";
}

void ResultTree::close_everything() {
  // Outwards along the open path; what another thread opens meanwhile has a greater id.
  const auto innermost = reporter_->innermost();
  for (auto open = innermost; open && open.id() <= innermost.id(); open = reporter_->innermost()) {
    open.close();
  }
}

/// GoogleTest ends the run without another callback.
void ResultTree::abandon() {
  reporter_->resign();  // first: what comes from here on would open something again
  close_everything();
  leave_run();
}

void ResultTree::leave_run() {
  running_ = false;
  test_ = nullptr;
  suite_ = nullptr;
  test_level_ = {};
  suite_level_ = {};
}

void ResultTree::report_disabled_before(const TestInfo* test) {
  if (suite_ == nullptr) return;
  while (next_test_ < suite_->total_test_count()) {
    const auto* other = suite_->GetTestInfo(next_test_++);
    if (other == test) return;
    if (!disabled_reported_ && is_disabled(*other)) report_disabled(*other);
  }
}

void ResultTree::report_disabled_suites_before(const TestSuite* suite) {
  while (next_suite_ < unit_test_->total_test_suite_count()) {
    const auto* other = unit_test_->GetTestSuite(next_suite_++);
    if (other == suite) return;
    // GoogleTest lists suites as they were written even if it runs them shuffled.
    if (disabled_reported_ || other->should_run()) continue;
    bool opened = false;
    for (int i = 0; i < other->total_test_count(); ++i) {
      if (!is_disabled(*other->GetTestInfo(i))) continue;
      if (!opened) open_suite(*other);
      opened = true;
      report_disabled(*other->GetTestInfo(i));
    }
    if (opened) suite_handle_.close();
  }
}

void ResultTree::report_disabled(const TestInfo& test) {
  Test element;
  element.name = test.name();
  element.location = location_of(test);
  const auto handle = suite_handle_.open_case(element);
  handle.skip("disabled", location_of(test));
  handle.close();
}

void ResultTree::open_suite(const TestSuite& suite) {
  Test element;
  element.name = suite.name();
  if (suite.type_param() != nullptr) {
    summary_.assign("TypeParam = ").append(suite.type_param());
    element.summary = summary_;
  }
  suite_handle_ = reporter_->open_suite(element);
}

}  // namespace testcenter::googletest
