#include "reporter/recorder.hpp"

#include "journal/record.hpp"
#include "reporter/closing.hpp"
#include "support/tree_rules.hpp"

#include <chrono>
#include <mutex>
#include <utility>

namespace testcenter::core {
namespace {

constexpr std::chrono::milliseconds exit_patience{1000};
constexpr std::chrono::milliseconds crash_patience{100};
/// Kept free at the journal's end, so that closing a full one still works.
constexpr std::uint64_t last_room = 256 * 1024;

class Lock {
 public:
  explicit Lock(SpinLock& lock) : lock_(lock), is_held_(lock.enter()) {}
  Lock(SpinLock& lock, std::adopt_lock_t /*unused*/) : lock_(lock), is_held_(true) {}
  ~Lock() {
    if (is_held_) lock_.unlock();
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  /// False for a signal handler that interrupted its holder.
  explicit operator bool() const { return is_held_; }

 private:
  SpinLock& lock_;
  const bool is_held_;
};

}  // namespace

Recorder::Recorder(std::unique_ptr<journal::Writer> writer, RecorderRules rules)
    : writer_(std::move(writer)), rules_(rules) {}

void Recorder::set_home(std::string_view suite) {
  std::string home(suite);
  if (const Lock lock(lock_); lock) home_.swap(home);
}

Recorder::Opened Recorder::open(std::uint32_t parent, ElementKind kind, const Test& test) {
  const Lock lock(lock_);
  if (!lock) {
    ++turned_away_elements_;
    return {};
  }
  return open_locked(parent == 0 ? nullptr : find(parent), kind, test);
}

OpenElement* Recorder::find(std::uint32_t element) {
  return path_.nearest(element == innermost_element ? entered_ : element);
}

bool Recorder::enter(std::uint32_t element) {
  const Lock lock(lock_);
  if (!lock) return false;
  const OpenElement* const found = path_.nearest(element);
  entered_ = found != nullptr ? found->id : innermost_element;
  return entered_ == element;
}

Recorder::Opened Recorder::open_locked(OpenElement* parent, ElementKind kind, const Test& test) {
  if (over_) return {};
  if (kind != ElementKind::suite && parent == nullptr) parent = open_home();
  if (kind != ElementKind::suite && parent == nullptr) {
    ++counts_.elements;
    return {0, drop_homeless()};
  }
  if (parent != nullptr && !may_stand_below(kind, parent->kind)) kind = ElementKind::section;
  const std::uint32_t parent_id = parent != nullptr ? parent->id : 0;
  close_below(parent_id);
  OpenElement element;
  element.id = ++last_id_;
  element.kind = kind;
  element.opened = std::chrono::steady_clock::now();
  ++counts_.elements;
  const Recorded recorded =
      mark(writer_->append_open(element.id, parent_id, kind, test, last_room));
  if (recorded != Recorded::yes) return {0, recorded};
  path_.push(element);
  entered_ = innermost_element;
  if (kind == ElementKind::suite) last_suite_ = element.id;
  return {element.id, recorded};
}

Recorded Recorder::add(std::uint32_t element, const Event& event, const journal::StoredFile* file) {
  const Lock lock(lock_);
  if (!lock) {
    ++turned_away_events_;
    return Recorded::no;
  }
  return add_locked(find(element), event, file);
}

Recorded Recorder::add_locked(OpenElement* element, const Event& event,
                              const journal::StoredFile* file) {
  if (over_) return Recorded::no;
  if (element == nullptr) element = open_home();
  const bool is_pass = event.type == EventType::pass;
  if (element != nullptr && is_pass && file == nullptr && hide_pass(*element)) return Recorded::no;
  const unsigned failures = journal::is_failure(event.type) ? 1 : 0;
  ++counts_.events;
  counts_.failures += failures;
  if (element == nullptr) return drop_homeless();
  const auto outcome = writer_->append_event(element->id, event, file, kept_free(event.type));
  // Where a PASS does not fit, the closing one stands in for it; of nothing else that is true.
  element->has_outcome |= is_outcome(event.type) && (!is_pass || outcome == journal::Append::done);
  element->failures += failures;
  if (outcome != journal::Append::done) element->dropped_failures += failures;
  return mark(outcome);
}

OpenElement* Recorder::open_home() {
  // What is late, of a suite that was closed, must not end the test that goes on in another.
  if (home_.empty() || !path_.empty()) return nullptr;
  open_locked(nullptr, ElementKind::suite, {home_, {}, {}, {}});
  return path_.empty() ? nullptr : &path_.innermost();
}

Recorded Recorder::drop_homeless() {
  ++homeless_;
  return over_ ? Recorded::failed : Recorded::no;  // opening a home met the end
}

bool Recorder::hide_pass(OpenElement& element) const {
  ++element.passes;
  if (rules_.passes == Passes::all && element.passes <= rules_.max_passes) return false;
  ++element.hidden_passes;
  element.has_outcome = true;
  return true;
}

Recorded Recorder::close(std::uint32_t element, const Tally& tally, Left left) {
  const Lock lock(lock_);
  if (!lock) return Recorded::no;
  OpenElement* const open = path_.nearest(element);
  if (over_ || open == nullptr || open->id != element) return Recorded::no;
  path_.leave(element, left);
  close_below(element);
  close_innermost(tally);
  return over_ ? Recorded::failed : Recorded::yes;
}

void Recorder::close_below(std::uint32_t id) {
  while (!path_.empty() && path_.innermost().id > id) close_innermost({});
}

void Recorder::close_innermost(const Tally& tally) {
  OpenElement& element = path_.innermost();
  const Closing closing = closing_of(element, std::chrono::steady_clock::now());
  if (element.hidden_passes != 0) {
    append_own_event(element.id, EventType::pass, hidden_passes_text(element).view());
  }
  if (closing.says != Closing::Says::nothing) {
    append_closing(element, closing, tally);
  } else if (!over_) {
    mark(writer_->append_close(element.id));
  }
  element.has_outcome |= closing.says == Closing::Says::passed;
  path_.pop();
  entered_ = innermost_element;
}

void Recorder::append_own_event(std::uint32_t element, EventType type, std::string_view message) {
  if (over_) return;
  ++counts_.events;
  mark(writer_->append_event(element, {type, message, {}, {}, {}}));
}

void Recorder::append_closing(const OpenElement& element, const Closing& closing,
                              const Tally& tally) {
  if (over_) return;
  ++counts_.events;
  if (closing.says == Closing::Says::passed) {
    mark(writer_->append_passed(element.id, closing.took));
  } else {
    const ClosingText text = closing.says == Closing::Says::left
                                 ? left_text(closing)
                                 : failed_text(closing, element, tally);
    // Of what was dropped nothing else says that it failed. It was counted then.
    const EventType type = element.dropped_failures != 0 ? EventType::fail : EventType::log;
    mark(writer_->append_last_event(element.id, {type, text.view(), {}, {}, {}}));
  }
}

std::uint32_t Recorder::innermost() const {
  const Lock lock(lock_);
  if (!lock) return 0;
  const OpenElement* const found = path_.nearest(entered_);
  return found != nullptr ? found->id : 0;
}

std::uint32_t Recorder::suite() const {
  const Lock lock(lock_);
  return lock && !path_.empty() ? path_.elements().front().id : 0;
}

OpenCase Recorder::open_case() const { return case_ended_by_open(0); }

OpenCase Recorder::case_ended_by_open(std::uint32_t parent) const {
  if (!lock_.try_lock_for(crash_patience)) return {};
  const Lock lock(lock_, std::adopt_lock);
  if (parent == 0) return case_above(0);
  const OpenElement* const found = path_.nearest(parent == innermost_element ? entered_ : parent);
  return found != nullptr ? case_above(found->id) : OpenCase{};
}

OpenCase Recorder::case_ended_by_close(std::uint32_t element) const {
  if (!lock_.try_lock_for(crash_patience)) return {};
  const Lock lock(lock_, std::adopt_lock);
  const OpenElement* const found = path_.nearest(element);
  return found != nullptr && found->id == element ? case_above(element - 1) : OpenCase{};
}

OpenCase Recorder::case_above(std::uint32_t id) const {
  OpenCase open;
  for (const OpenElement& element : path_.elements()) {
    if (open.id == 0 && (element.id <= id || element.kind != ElementKind::test_case)) continue;
    if (open.id == 0) open.id = element.id;
    open.has_failed |= element.failures != 0;
  }
  return open;
}

Recorded Recorder::attach(std::uint32_t element, const journal::StoredFile& file) {
  if (!lock_.try_lock_for(crash_patience)) {
    ++turned_away_events_;
    return Recorded::no;
  }
  const Lock lock(lock_, std::adopt_lock);
  return add_locked(find(element), {EventType::attachment, file.name, {}, {}, {}}, &file);
}

bool Recorder::finish(std::string_view inside) {
  if (!lock_.try_lock_for(exit_patience)) return false;
  const Lock lock(lock_, std::adopt_lock);
  if (over_) return true;
  if (!inside.empty() && !path_.empty()) end_inside(*find(innermost_element), inside);
  close_below(0);
  // The last suite takes events at the server until another is made, closed here or not.
  tell_dropped();
  if (!over_) mark(writer_->append_finish(dropped()));
  over_ = true;
  return true;
}

bool Recorder::crash(int signal, bool is_last) {
  if (!lock_.try_lock_for(crash_patience)) return false;
  const Lock lock(lock_, std::adopt_lock);
  if (over_) return false;
  const OpenElement* const found = path_.nearest(entered_);
  const auto outcome = writer_->append_crash(found != nullptr ? found->id : 0, signal);
  over_ = is_last;
  return outcome == journal::Append::done;
}

void Recorder::end_inside(OpenElement& element, std::string_view message) {
  element.has_outcome = true;
  ++element.failures;
  ++counts_.failures;
  append_own_event(element.id, EventType::fatal, message);
}

void Recorder::tell_dropped() {
  if (last_suite_ == 0) return;
  tell_dropped(dropped() - homeless_, "the journal's limit was reached");
  tell_dropped(homeless_, "no element was open");
}

void Recorder::tell_dropped(std::uint64_t count, std::string_view why) {
  if (count == 0) return;
  ClosingText text;
  text << count << (count == 1 ? " result was" : " results were") << " dropped: " << why;
  append_own_event(last_suite_, EventType::warning, text.view());
}

std::uint64_t Recorder::kept_free(EventType type) const {
  const bool can_be_missed = type == EventType::log || type == EventType::pass;
  return can_be_missed ? writer_->limit() / 8 + last_room : last_room;
}

std::uint64_t Recorder::dropped() const {
  return counts_.elements + counts_.events - writer_->results();
}

Recorded Recorder::mark(journal::Append outcome) {
  if (outcome == journal::Append::done) return Recorded::yes;
  if (outcome == journal::Append::full) return Recorded::no;
  over_ = true;
  return Recorded::failed;
}

void Recorder::forget_interrupted() {
  if (!lock_.is_held_here()) return;
  writer_->forget_begun();
  lock_.unlock();
}

RecorderCounts Recorder::counts() const {
  const Lock lock(lock_);  // who is turned away holds it itself
  RecorderCounts counts = counts_;
  counts.kept = writer_->results();
  counts.dropped = dropped();
  counts.elements += turned_away_elements_;
  counts.events += turned_away_events_;
  counts.dropped += turned_away_elements_ + turned_away_events_;
  return counts;
}

}  // namespace testcenter::core
