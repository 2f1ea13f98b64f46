#pragma once

#include <testcenter/config.hpp>
#include <testcenter/model.hpp>
#include <testcenter/reporter.hpp>

#include "journal/writer.hpp"
#include "reporter/closing.hpp"
#include "reporter/open_path.hpp"
#include "support/spin_lock.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace testcenter::core {

/// Stands for whatever element is innermost at the moment.
inline constexpr std::uint32_t innermost_element = UINT32_MAX;

/// What of the settings the recorder obeys.
struct RecorderRules {
  Passes passes = Passes::all;
  std::uint32_t max_passes = 1000;  ///< an element
};

/// What was handed in, and what became of it on this side of the journal.
struct RecorderCounts {
  std::uint64_t elements = 0;  ///< accepted
  std::uint64_t events = 0;    ///< accepted
  std::uint64_t failures = 0;  ///< of the events
  std::uint64_t dropped = 0;   ///< of both: not in the journal
  std::uint64_t kept = 0;      ///< of both: in the journal
};

/// The case that is open, if one is.
struct OpenCase {
  std::uint32_t id = 0;     ///< 0: none
  bool has_failed = false;  ///< itself, or what is below it
};

/// How an append went, for the caller to act on once the lock is released.
enum class Recorded : std::uint8_t {
  yes,     ///< a record was committed: wake the sender
  no,      ///< nothing to send: hidden, dropped, or recording is over
  failed,  ///< the journal just broke: say so, once
};

/// The test threads' side: keeps the open path, applies the rules, appends to the journal. Any
/// thread; a spin lock orders them. No system call, no allocation, nothing that waits for others
/// longer than an append takes. A signal handler that interrupted a call and comes here itself is
/// turned away: what it hands in is dropped and counted.
class Recorder {
 public:
  Recorder(std::unique_ptr<journal::Writer> writer, RecorderRules rules);

  /// The suite that is opened for what comes while none is open. Without it that is dropped.
  void set_home(std::string_view suite);

  struct Opened {
    std::uint32_t id = 0;  ///< 0: it could not be opened
    Recorded recorded = Recorded::no;
  };
  /// `parent` 0: a suite of the report. A child that the API does not allow below its parent
  /// becomes a section there. What is open below the parent is closed first.
  Opened open(std::uint32_t parent, ElementKind kind, const Test& test);

  /// To the element, or to its nearest open ancestor.
  Recorded add(std::uint32_t element, const Event& event,
               const journal::StoredFile* file = nullptr);

  /// `left` goes for what is open below it, too.
  Recorded close(std::uint32_t element, const Tally& tally, Left left = Left::normally);

  /// Makes it the innermost although something below it stays open, until anything is opened or
  /// closed. False if it is not open: then its nearest open ancestor is.
  bool enter(std::uint32_t element);

  std::uint32_t innermost() const;
  /// The one that is open, or 0.
  std::uint32_t suite() const;

  // The three below may be called by signal handlers: they wait at most 100 ms for the lock, and
  // then find no case.
  OpenCase open_case() const;
  /// What open() with this parent, or close() with this element, would end.
  OpenCase case_ended_by_open(std::uint32_t parent) const;
  OpenCase case_ended_by_close(std::uint32_t element) const;

  /// add() for a signal handler: a file that stands for itself. Waits for the lock as they do.
  Recorded attach(std::uint32_t element, const journal::StoredFile& file);

  /// Closes what is open, tells what was dropped, ends the journal. `inside`: if not empty and an
  /// element is open, a FATAL with this text goes to the innermost first. Later calls do nothing.
  /// False if the lock could not be had (a thread died in it).
  bool finish(std::string_view inside);

  /// For a signal handler: a Crash record for the innermost element. `is_last`: the process is
  /// about to die, nothing is recorded any more. False if the lock could not be had (it may be held
  /// by whom the signal interrupted), or recording is over.
  bool crash(int signal, bool is_last);

  /// A signal handler left what this thread was doing by siglongjmp(): should it have been in here,
  /// that is over. What it was about to record is lost, nothing else.
  void forget_interrupted();

  RecorderCounts counts() const;
  journal::Writer& writer() { return *writer_; }
  /// After Recorded::failed.
  const std::string& problem() const { return writer_->problem(); }

 private:
  /// The element, or its nearest open ancestor, or null.
  OpenElement* find(std::uint32_t element);
  Opened open_locked(OpenElement* parent, ElementKind kind, const Test& test);
  Recorded add_locked(OpenElement* element, const Event& event, const journal::StoredFile* file);
  /// The home suite, opened now; null if there is none.
  OpenElement* open_home();
  bool hide_pass(OpenElement& element) const;
  Recorded drop_homeless();
  /// The open case whose id is greater.
  OpenCase case_above(std::uint32_t id) const;
  void close_below(std::uint32_t id);
  void close_innermost(const Tally& tally);
  void append_own_event(std::uint32_t element, EventType type, std::string_view message);
  void append_closing(const OpenElement& element, const Closing& closing, const Tally& tally);
  void end_inside(OpenElement& element, std::string_view message);
  void tell_dropped();
  void tell_dropped(std::uint64_t count, std::string_view why);
  std::uint64_t kept_free(EventType type) const;
  /// Of all that was counted; the lock is held.
  std::uint64_t dropped() const;
  Recorded mark(journal::Append outcome);

  mutable SpinLock lock_;
  std::atomic<std::uint64_t> turned_away_elements_{0};
  std::atomic<std::uint64_t> turned_away_events_{0};
  std::unique_ptr<journal::Writer> writer_;
  const RecorderRules rules_;
  OpenPath path_;
  std::string home_;
  RecorderCounts counts_;       // but for what the journal knows: counts() adds that
  std::uint64_t homeless_ = 0;  // of the dropped: no element was open for them
  std::uint32_t last_id_ = 0;
  std::uint32_t last_suite_ = 0;
  std::uint32_t entered_ = innermost_element;
  bool over_ = false;
};

}  // namespace testcenter::core
