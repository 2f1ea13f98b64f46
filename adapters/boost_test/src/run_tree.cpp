#include "run_tree.hpp"

namespace testcenter::boost_test {
namespace {

std::string path_of(const SuiteUnit& suite, std::string_view name) {
  std::string path = suite.path;
  path.append("/").append(name);
  return path;
}

bool is_failure(const Entry& entry) {
  return entry.kind() == EntryKind::error || entry.kind() == EntryKind::fatal_error ||
         entry.kind() == EntryKind::exception;
}

EventType type_of(const Entry& entry) {
  switch (entry.kind()) {
    case EntryKind::passed:
      return EventType::pass;
    case EntryKind::message:
      return EventType::log;
    case EntryKind::warning:
      return EventType::warning;
    case EntryKind::error:
    case EntryKind::fatal_error:
      return EventType::fail;
    case EntryKind::exception:
      break;
  }
  return entry.is_fatal() ? EventType::fatal : EventType::error;
}

}  // namespace

void RunTree::start_run(Reporter& reporter, std::string_view root) {
  reporter_ = &reporter;
  root_.path = root;
  is_aborted_ = false;
  is_lost_ = false;
  is_in_entry_ = false;
  set_home(root_.path);
}

void RunTree::end_run() {
  finish_entry();
  if (reporter_ != nullptr && (is_lost_ || !cases_.empty())) add_loss();
  while (!cases_.empty()) end_case();
  levels_.clear();
  if (reporter_ != nullptr) close_suite();
  reporter_ = nullptr;
}

/// Its verdict would be PASS without it.
void RunTree::add_loss() {
  for (OpenCase& test : cases_) test.is_aborted = true;
  if (cases_.empty()) suite();
  reporter_->add(
      {EventType::error, "Boost.Test's log told no more: what followed is not known", {}, {}, {}});
}

void RunTree::start_suite(const SuiteUnit& unit) {
  levels_.push_back({unit, {}});
  if (!cases_.empty()) return;
  adopt_home();
  if (suite_path_ != unit.path) close_suite();
  set_home(unit.path);
}

void RunTree::end_suite() {
  if (levels_.empty()) return;
  levels_.pop_back();
  if (!cases_.empty()) return;
  if (levels_.empty()) return set_home(root_.path);  // what comes at the very end still goes there
  close_suite();
  set_home(levels_.back().unit.path);
}

void RunTree::time_out_suite() {
  if (levels_.empty()) return;
  levels_.back().failure = "timed out";
  const Event event{EventType::fatal, "The suite took longer than its timeout", {}, {}, {}};
  if (cases_.empty()) suite();
  reporter_->add(event);
}

handle::Suite& RunTree::suite(const SuiteUnit& unit) {
  adopt_home();
  if (!suite_ || suite_path_ != unit.path) {
    suite_ = reporter_->open_suite({unit.path, unit.summary, unit.description, unit.location});
    suite_path_ = unit.path;
  }
  return suite_;
}

handle::Suite& RunTree::suite() { return suite(levels_.empty() ? root_ : levels_.back().unit); }

/// What says something by itself outside of all cases, say testcenter::log() in a fixture, makes
/// the Reporter open the suite. A scope may still be open in it, for as long as the fixture lives.
void RunTree::adopt_home() {
  if (suite_) return;
  suite_ = reporter_->suite();
  suite_path_ = suite_ ? home_ : std::string();
}

void RunTree::close_suite() {
  adopt_home();
  suite_.close();
  suite_ = {};
  suite_path_.clear();
}

void RunTree::set_home(const std::string& path) {
  home_ = path;
  reporter_->set_home(path);
}

handle::Element RunTree::open(const SuiteUnit& unit, const CaseUnit& test) {
  if (cases_.empty()) {
    return suite(unit).open_case({test.name, test.summary, test.description, test.location});
  }
  const auto path = path_of(unit, test.name);
  return cases_.back().element.open_section({path, test.summary, test.description, test.location});
}

void RunTree::start_case(const SuiteUnit& unit, const CaseUnit& test) {
  finish_entry();
  OpenCase opened;
  opened.element = open(unit, test);
  opened.expected_failures = test.expected_failures;
  opened.wants_arguments = test.has_arguments;
  cases_.push_back(opened);
}

void RunTree::abort_case() {
  finish_entry();
  if (!cases_.empty()) cases_.back().is_aborted = true;
}

void RunTree::end_case() {
  finish_entry();
  if (cases_.empty()) return;
  const OpenCase& test = cases_.back();
  if (test.failed < test.expected_failures && !test.is_aborted) {
    const auto text = std::to_string(test.failed) + " of " +
                      std::to_string(test.expected_failures) + " expected failures happened";
    test.element.add({EventType::xpass, text, {}, {}, {}});
    test.element.close();
  } else {
    test.element.close({test.failed, test.total});
  }
  cases_.pop_back();
}

void RunTree::skip_case(const SuiteUnit& unit, const CaseUnit& test, std::string_view reason) {
  finish_entry();
  const auto element = open(unit, test);
  element.skip(reason);
  element.close();
}

/// Its suite would take what a fixture around it says next.
void RunTree::leave_skipped() {
  if (cases_.empty() && suite_ && suite_path_ != home_) close_suite();
}

std::string RunTree::why_not_run() const {
  if (is_aborted_) return "not run: the tests were aborted";
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    if (!level->failure.empty()) return "not run: " + level->unit.path + ": " + level->failure;
  }
  return "not run";
}

void RunTree::start_entry(EntryKind kind, const Location& location) {
  finish_entry();
  entry_.start(kind, location);
  is_in_entry_ = true;
}

void RunTree::start_exception(const Exception& exception) {
  finish_entry();
  entry_.start(exception);
  is_in_entry_ = true;
}

void RunTree::add_value(std::string_view value) {
  if (!is_in_entry_) start_entry(EntryKind::message, {});
  entry_.add_value(value);
}

void RunTree::finish_entry() {
  if (!is_in_entry_) return;
  is_in_entry_ = false;
  entry_.finish();
  cases_.empty() ? add_to_suite() : add_to(cases_.back());
}

void RunTree::add_to(OpenCase& test) {
  log_arguments(test);
  const auto type = type_in(test, entry_);
  if (is_failure(entry_)) ++test.failed;
  if (is_failure(entry_) || type == EventType::pass) ++test.total;
  // A section of the user's own may be open in the case.
  reporter_->add(event(type));
}

void RunTree::log_arguments(OpenCase& test) {
  if (!test.wants_arguments || entry_.first_context().empty()) return;
  test.wants_arguments = false;
  auto arguments = entry_.first_context();
  while (!arguments.empty() && (arguments.back() == ' ' || arguments.back() == ';')) {
    arguments.remove_suffix(1);
  }
  reporter_->add({EventType::log, arguments, {}, {}, {}});
}

/// What ends a case, fails it, whatever was expected.
EventType RunTree::type_in(const OpenCase& test, const Entry& entry) {
  const bool is_expected = entry.kind() == EntryKind::error && test.failed < test.expected_failures;
  return is_expected ? EventType::xfail : type_of(entry);
}

void RunTree::add_to_suite() {
  if (is_failure(entry_) && !levels_.empty() && levels_.back().failure.empty()) {
    levels_.back().failure = entry_.message();
  }
  suite();
  reporter_->add(event(type_of(entry_)));
}

Event RunTree::event(EventType type) const {
  return {type, entry_.message(), entry_.detail(), entry_.location(), {}};
}

}  // namespace testcenter::boost_test
