#pragma once

#include <testcenter/config.hpp>

#include "capture/tap.hpp"
#include "config/settings.hpp"
#include "reporter/attachments.hpp"
#include "reporter/recorder.hpp"
#include "support/spin_lock.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

namespace testcenter::core {

/// Attaches to a case what was printed between its begin and its end (TESTCENTER_CAPTURE). Called
/// by who opens and closes elements, around the Recorder's own calls.
class CaseOutput {
 public:
  /// Null where nothing is to be captured, or cannot be: then one line says why.
  static std::unique_ptr<capture::Tap> tap(Capture wanted, std::uint64_t attachment_limit,
                                           Verbosity verbose);

  /// Without a tap, nothing is captured before start().
  CaseOutput(const config::Settings& settings, std::unique_ptr<capture::Tap> tap,
             Recorder& recorder, Attachments& attachments);

  /// No-op if there is a tap.
  void start();

  /// The console's stderr: a descriptor. Ahead of start().
  int errors() const;

  /// These three: what recording the output of a case that ends came to.
  Recorded before_open(std::uint32_t parent);
  Recorded before_close(std::uint32_t element);
  /// `exits`: the process ends inside of what is open.
  Recorded before_finish(bool exits);
  void after_open(std::uint32_t element);
  /// Gives stdout and stderr back.
  void finish();

  /// In a signal handler: attaches what the open case printed, as far as stdio does not keep it.
  void crash();

  /// See Reporter::forget_interrupted().
  void forget_interrupted();

  /// before_finish() and finish(), each with its wait for another thread and for the console.
  static constexpr std::chrono::seconds longest_finish{14};

 private:
  struct Attached {
    Recorded recorded = Recorded::no;
    int problem = 0;  ///< errno: it could not be stored
  };

  Recorded end(const OpenCase& ended);
  bool is_wanted(const OpenCase& ended) const;
  Recorded attach_all(const OpenCase& ended);
  Attached attach(const OpenCase& ended, const capture::Text& text);
  Recorded warn(std::uint32_t element, const std::string& message);

  const Capture wanted_;
  const std::uint64_t attachment_limit_;
  const Verbosity verbose_;
  std::unique_ptr<capture::Tap> tap_;  // null: none yet, or it could not be made
  bool is_over_ = false;
  Recorder& recorder_;
  Attachments& attachments_;
  SpinLock lock_;                           // who exits may be another thread than who opens
  std::atomic<std::uint32_t> captured_{0};  // the case whose output is kept; 0: none
};

}  // namespace testcenter::core
