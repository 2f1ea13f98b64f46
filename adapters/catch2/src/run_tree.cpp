#include "run_tree.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace testcenter::catch2 {
namespace {

constexpr std::string_view scenario_prefix = "Scenario: ";
/// PASSes that wait in memory, where a sudden end loses them.
constexpr std::size_t most_held = 100;

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// GIVEN and its kin align their colons with blanks in front.
std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

bool is_step(std::string_view name) {
  static constexpr std::string_view words[] = {
      "Given: ", "And given: ", "When: ", "And when: ", "Then: ", "And: "};
  const auto text = without_blanks(name);
  return std::any_of(std::begin(words), std::end(words),
                     [text](std::string_view word) { return begins_with(text, word); });
}

/// The first tag that says something: neither [.hidden] nor [!special].
std::string_view first_tag(std::string_view tags) {
  while (true) {
    const auto begin = tags.find('[');
    if (begin == std::string_view::npos) return {};
    const auto end = tags.find(']', begin);
    if (end == std::string_view::npos) return {};
    const auto tag = tags.substr(begin + 1, end - begin - 1);
    if (!tag.empty() && tag[0] != '.' && tag[0] != '!') return tag;
    tags = tags.substr(end + 1);
  }
}

std::string_view stem(std::string_view file) {
  const auto slash = file.find_last_of("/\\");
  if (slash != std::string_view::npos) file = file.substr(slash + 1);
  return file.substr(0, file.rfind('.'));
}

}  // namespace

void RunTree::start_run(Reporter& reporter, std::string_view name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  reporter_ = &reporter;
  suite_ = reporter.open_suite({name, {}, {}, {}});
  has_cases_ = false;
}

void RunTree::log(std::string_view message, std::string_view detail) {
  const std::lock_guard<std::mutex> lock(mutex_);
  report({EventType::log, message, detail, {}, {}});
}

void RunTree::start_case(const CaseStart& start) {
  const std::lock_guard<std::mutex> lock(mutex_);
  has_cases_ = true;
  case_ = suite_.open_case({start.name, start.tags, {}, start.location});
  start_.may_fail = start.may_fail;
  start_.should_fail = start.should_fail;
  failures_ = 0;
  is_case_skipped_ = false;
  skip_.reset();
  if (!begins_with(start.name, scenario_prefix)) return;
  const auto tag = first_tag(start.tags);
  feature_ = case_.open_feature({tag.empty() ? stem(start.location.file) : tag, {}, {}, {}});
  scenario_name_ = start.name.substr(scenario_prefix.size());
}

void RunTree::start_section(std::string_view name, const Location& location) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!is_in_root_) return start_root();
  if (depth_ > 0) sections_[depth_ - 1].has_sections = true;
  if (is_scenario()) return start_in_scenario(name, location);
  // Maybe a scope of the user's own.
  const auto parent = reporter_->innermost();
  const bool is_known = depth_ < sections_.size() && sections_[depth_].has_sections &&
                        sections_[depth_].is(name, location);
  // Such a scope may have ended it meanwhile.
  if (!is_known || !sections_[depth_].element.enter()) {
    leave_from(depth_);
    const auto opened = parent.open_section({name, {}, {}, location});
    sections_.push_back(
        {std::string(name), std::string(location.file), location.line, opened, parent});
  }
  ++depth_;
}

void RunTree::start_root() {
  is_in_root_ = true;
  if (is_scenario()) {
    leave_held_to_feature();
    leave_from(0);
  }
  scenario_ = {};
  may_be_empty_ = may_end_early_;
  may_end_early_ = false;
  base().enter();
  if (is_scenario() && !may_be_empty_) open_steps();
}

/// Steps, and sections among them. A leaf that is left by an exception (a failed REQUIRE's, too)
/// makes Catch2 run the case once more on the way there, often without another leaf: such a run is
/// no scenario. So behind one, the scenario is opened by a leaf, known or new (Catch2 enters none
/// that it is done with), or by what says more than that something passes again.
void RunTree::start_in_scenario(std::string_view name, const Location& location) {
  leave_from(depth_);
  const auto text = is_step(name) ? without_blanks(name) : name;
  sections_.push_back({std::string(text), std::string(location.file), location.line, {}, {}});
  ++depth_;
  std::string path;
  for (const Section& section : sections_) {
    path.append(section.name).append("\n").append(std::to_string(section.line)).push_back('\n');
  }
  const auto seen = seen_.insert(path).first;
  const auto next = std::next(seen);
  sections_.back().has_sections = next != seen_.end() && begins_with(*next, path);
  const bool is_in_scope = !scenario_ && !is_waiting();
  if (is_in_scope && !is_step(name)) return open(sections_.back());
  if (scenario_ || !sections_.back().has_sections) open_steps();
}

/// True if what happens next opens the scenario. In a scope of the user's own nothing does, since
/// that would close the scope.
bool RunTree::is_waiting() const {
  return is_scenario() && !scenario_ && reporter_->innermost().id() == feature_.id();
}

void RunTree::open_steps() {
  if (!scenario_) {
    scenario_ = feature_.open_scenario({scenario_name_, {}, {}, {}});
    had_scenario_ = true;
  }
  report_held(0);
  for (std::size_t i = 0; i < depth_; ++i) {
    if (sections_[i].element) continue;
    open(sections_[i]);
    report_held(i + 1);
  }
  held_.clear();
}

void RunTree::open(Section& section) {
  const Test test{section.name, {}, {}, {section.file, section.line}};
  if (is_step(section.name)) {
    section.element = scenario_.open_step(test);
  } else {
    section.element = reporter_->innermost().open_section(test);
  }
}

void RunTree::add(const Assertion& assertion) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto outcome = assertion.outcome;
  const bool is_harmless = outcome == Outcome::passed || outcome == Outcome::warned;
  if (!is_harmless && !assertion.goes_on) may_end_early_ = true;
  report({type_of(outcome), assertion.message, assertion.detail, assertion.location, {}});
}

void RunTree::report(const Event& event) {
  if (reporter_ == nullptr) return;
  const auto type = event.type;
  if (type == EventType::fail || type == EventType::error || type == EventType::fatal) ++failures_;
  const bool is_pass = type == EventType::pass;
  if (is_waiting()) {
    const bool may_wait = is_on_a_way() && held_.size() < most_held;
    if (is_pass && may_wait) return hold(event);
    open_steps();
  }
  reporter_->add(event);
  if (type == EventType::skipped) note_skip(event);
}

void RunTree::note_skip(const Event& event) {
  if (reporter_->innermost().id() == case_.id()) {
    is_case_skipped_ = true;
  } else if (!skip_) {
    skip_ = Skip{std::string(event.message), std::string(event.location.file), event.location.line};
  }
}

/// Leaves were below here in an earlier run.
bool RunTree::is_on_a_way() const {
  return depth_ == 0 ? !seen_.empty() : sections_[depth_ - 1].has_sections;
}

void RunTree::hold(const Event& event) {
  held_.push_back({depth_, std::string(event.message), std::string(event.detail),
                   std::string(event.location.file), event.location.line});
}

void RunTree::report_held(std::size_t depth) {
  for (const Held& held : held_) {
    if (held.depth == depth) reporter_->add(held.event());
  }
}

void RunTree::leave_held_to_feature() {
  for (const Held& held : held_) feature_.add(held.event());
  held_.clear();
}

EventType RunTree::type_of(Outcome outcome) const {
  switch (outcome) {
    case Outcome::passed:
      return EventType::pass;
    case Outcome::warned:
      return EventType::warning;
    case Outcome::skipped:
      return EventType::skipped;
    case Outcome::failed:
      return start_.may_fail ? EventType::xfail : EventType::fail;
    case Outcome::threw:
      return start_.may_fail ? EventType::xfail : EventType::error;
    case Outcome::crashed:
      break;
  }
  return EventType::fatal;
}

void RunTree::end_section(bool lacks_assertions) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (lacks_assertions) report({EventType::fail, "No assertions", {}, {}, {}});
  if (depth_ == 0) {
    is_in_root_ = false;
    return;
  }
  const Section& ended = sections_[--depth_];
  // What passed in it stands in the step around it, should the scenario come.
  for (Held& held : held_) held.depth = std::min(held.depth, depth_);
  // Only what had sections is announced again; in a scenario each run makes all anew.
  if (!ended.has_sections || is_scenario()) return leave_from(depth_);
  ended.parent.enter();
}

void RunTree::leave_from(std::size_t depth) {
  if (depth >= sections_.size()) return;
  sections_[depth].element.close();
  sections_.resize(depth);
}

handle::Element RunTree::base() const {
  return is_scenario() ? static_cast<const handle::Element&>(feature_) : case_;
}

void RunTree::end_case(const CaseEnd& end) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_scenario() && !had_scenario_) open_steps();
  leave_held_to_feature();
  // Catch2 counts a failure then, without telling of one.
  const bool lacks_failure =
      start_.should_fail && end.is_failed && end.failed_but_ok == 0 && failures_ < end.failed;
  if (lacks_failure)
    case_.add({EventType::xpass, "Passed, although it is marked [!shouldfail]", {}, {}, {}});
  skip_case(end);
  case_.close({end.failed, end.assertions});
  case_ = {};
  feature_ = {};
  scenario_ = {};
  had_scenario_ = false;
  seen_.clear();
  may_end_early_ = false;
  sections_.clear();
  depth_ = 0;
  is_in_root_ = false;
}

/// Catch2 counts a case as skipped if nothing in it failed, whatever passed beside the SKIP.
void RunTree::skip_case(const CaseEnd& end) {
  if (is_case_skipped_ || !skip_ || end.failed != 0 || end.failed_but_ok != 0) return;
  case_.skip(skip_->reason, {skip_->file, skip_->line});
}

void RunTree::lack_cases(std::string_view selection) {
  const std::lock_guard<std::mutex> lock(mutex_);
  suite_.warning("No test cases matched '" + std::string(selection) + "'");
}

void RunTree::end_run() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!has_cases_) suite_.skip("no test case ran");
  suite_.close();
  suite_ = {};
  reporter_ = nullptr;
}

bool RunTree::is_usable_in_handler() {
  if (!mutex_.try_lock()) return false;
  mutex_.unlock();
  return true;
}

}  // namespace testcenter::catch2
