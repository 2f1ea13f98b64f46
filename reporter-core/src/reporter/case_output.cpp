#include "reporter/case_output.hpp"

#include "reporter/process.hpp"
#include "support/console.hpp"
#include "support/small_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <mutex>
#include <string>
#include <utility>

namespace testcenter::core {
namespace {

/// Of a case and stream; half of it from the beginning, half from the end.
constexpr std::uint64_t most_kept = 1024 * 1024;
/// For the line in between.
constexpr std::uint64_t room_for_gap = 128;
/// Whatever the limit of attachments: it is divided by.
constexpr std::uint64_t least_kept = 16;
/// More than who holds it waits for the console.
constexpr std::chrono::milliseconds patience{3000};

SmallText<room_for_gap> gap(std::uint64_t left_out) {
  SmallText<room_for_gap> line;
  line << "\n[" << left_out << " bytes left out by testcenter-reporter]\n";
  return line;
}

}  // namespace

std::unique_ptr<capture::Tap> CaseOutput::tap(Capture wanted, std::uint64_t attachment_limit,
                                              Verbosity verbose) {
  if (wanted == Capture::off) return nullptr;
  const std::uint64_t room = attachment_limit - std::min(attachment_limit, room_for_gap);
  auto tap = capture::Tap::start(std::clamp(room, least_kept, most_kept), process::let_go_in_child);
  if (tap) return std::move(tap.value());
  if (verbose != Verbosity::quiet) {
    console::say("cannot capture what the tests print (TESTCENTER_CAPTURE): " +
                 tap.error().message + "; the rest is reported");
  }
  return nullptr;
}

CaseOutput::CaseOutput(const config::Settings& settings, std::unique_ptr<capture::Tap> tap,
                       Recorder& recorder, Attachments& attachments)
    : wanted_(settings.capture),
      attachment_limit_(settings.attachment_limit),
      verbose_(settings.verbose),
      tap_(std::move(tap)),
      recorder_(recorder),
      attachments_(attachments) {}

void CaseOutput::start() {
  if (!lock_.try_lock_for(patience)) return;
  const std::lock_guard<SpinLock> lock(lock_, std::adopt_lock);
  if (!tap_ && !is_over_) tap_ = tap(wanted_, attachment_limit_, verbose_);
}

int CaseOutput::errors() const { return tap_ ? tap_->errors() : console::errors; }

Recorded CaseOutput::before_open(std::uint32_t parent) {
  return captured_ != 0 ? end(recorder_.case_ended_by_open(parent)) : Recorded::no;
}

void CaseOutput::after_open(std::uint32_t element) {
  if (element == 0 || recorder_.open_case().id != element) return;
  if (!lock_.try_lock_for(patience)) return;
  const std::lock_guard<SpinLock> lock(lock_, std::adopt_lock);
  if (!tap_) return;
  tap_->begin();
  captured_ = element;
}

Recorded CaseOutput::before_close(std::uint32_t element) {
  return captured_ != 0 ? end(recorder_.case_ended_by_close(element)) : Recorded::no;
}

Recorded CaseOutput::before_finish(bool exits) {
  OpenCase open = recorder_.open_case();
  open.has_failed |= exits;
  return end(open);
}

void CaseOutput::finish() {
  if (!lock_.try_lock_for(patience)) return;
  const std::lock_guard<SpinLock> lock(lock_, std::adopt_lock);
  is_over_ = true;
  if (tap_) tap_->stop();
}

Recorded CaseOutput::end(const OpenCase& ended) {
  if (ended.id == 0 || !lock_.try_lock_for(patience)) return Recorded::no;
  const std::lock_guard<SpinLock> lock(lock_, std::adopt_lock);
  if (ended.id != captured_) return Recorded::no;
  captured_ = 0;
  // What passes unseen need not wait for the console.
  if (!is_wanted(ended)) return Recorded::no;
  if (tap_->end()) return attach_all(ended);
  return warn(ended.id, std::string("What this case printed is not attached: ") +
                            (tap_->is_cut_off() ? "a test closed descriptors that are not its own"
                                                : "the console did not take it in time"));
}

bool CaseOutput::is_wanted(const OpenCase& ended) const {
  return wanted_ == Capture::all || ended.has_failed;
}

void CaseOutput::crash() {
  if (!lock_.try_lock()) return;
  const std::lock_guard<SpinLock> lock(lock_, std::adopt_lock);
  const OpenCase open = recorder_.open_case();
  if (open.id == 0 || open.id != captured_) return;
  captured_ = 0;
  if (!tap_->end_in_handler()) return;
  for (const capture::Text& text : tap_->texts()) {
    // Should it fail there is no word of it: words allocate.
    if (!text.content.empty()) attach(open, text);
  }
}

Recorded CaseOutput::attach_all(const OpenCase& ended) {
  Recorded result = Recorded::no;
  for (const capture::Text& text : tap_->texts()) {
    if (text.content.empty()) continue;
    const Attached attached = attach(ended, text);
    Recorded recorded = attached.recorded;
    if (attached.problem != 0) {
      recorded = warn(ended.id, "cannot attach " + std::string(text.name) + ": " +
                                    std::strerror(attached.problem));
    }
    if (result != Recorded::failed && recorded != Recorded::no) result = recorded;
  }
  return result;
}

/// Async-signal-safe.
CaseOutput::Attached CaseOutput::attach(const OpenCase& ended, const capture::Text& text) {
  const auto& content = text.content;
  const auto line = gap(content.left_out);
  const std::array<std::string_view, 4> parts = {
      content.head, content.left_out != 0 ? line.view() : std::string_view{}, content.tail[0],
      content.tail[1]};
  const Attachments::Kept kept = attachments_.keep(parts.data(), parts.size());
  if (kept.number == 0) return {Recorded::no, kept.problem};
  SmallText<16> path;
  path << kept.number;
  const journal::StoredFile file{FileRole::attachment, path.view(), text.name, "text/plain", {}};
  return {recorder_.attach(ended.id, file), 0};
}

Recorded CaseOutput::warn(std::uint32_t element, const std::string& message) {
  return recorder_.add(element, {EventType::warning, message, {}, {}, {}});
}

void CaseOutput::forget_interrupted() {
  if (lock_.is_held_here()) lock_.unlock();
}

}  // namespace testcenter::core
