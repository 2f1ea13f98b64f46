#pragma once

#include <testcenter/config.hpp>
#include <testcenter/model.hpp>
#include <testcenter/reporter.hpp>
#include <testcenter/statistics.hpp>

#include "config/settings.hpp"
#include "reporter/attachments.hpp"
#include "reporter/case_output.hpp"
#include "reporter/delivery.hpp"
#include "reporter/recorder.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace testcenter::core {

/// What stands behind a Reporter and its handles: recording on the test threads' side, delivery on
/// the other. Made once, never destroyed: a late thread or exit handler always finds it.
class ReporterCore {
 public:
  /// Null if reporting is off; then stderr was told why, unless it was asked for.
  static ReporterCore* start(const Config& config, const Origin& given, const Config& command_line);
  /// As start(), mostly in a thread, for which the caller waits: he must hold no lock that a thread
  /// may need. In mode `spool` there is none.
  static ReporterCore* start_in_thread(const Config& config, const Origin& given,
                                       const Config& command_line);

  /// False after finish(), after the disk failed, and in a forked child. Costs two loads.
  bool is_recording() const;
  /// After finish(), unless the disk had failed before.
  bool has_finished_well() const { return has_finished_ && !has_failed_; }

  /// No-op if it was captured from the start. By the one thread that opens and closes elements.
  void start_capture();
  void set_home(std::string_view suite) { recorder_.set_home(suite); }
  std::uint32_t open(std::uint32_t parent, ElementKind kind, const Test& test);
  void add(std::uint32_t element, const Event& event);
  /// `reference` is that of a screenshot verification, else empty.
  void add(std::uint32_t element, const Event& event, FileRole role, const File& file,
           std::string_view reference);
  void close(std::uint32_t element, const Tally& tally, Left left = Left::normally);
  bool enter(std::uint32_t element) { return recorder_.enter(element); }
  std::uint32_t innermost() const { return recorder_.innermost(); }
  std::uint32_t suite() const { return recorder_.suite(); }
  void forget_interrupted();

  /// See Reporter::finish(). `inside`: what to say in a FATAL if an element is open. Who comes
  /// second waits for the first, as long as that one may wait for the server.
  void finish(std::string_view inside);

  /// See Reporter::finish_in_handler().
  void finish_in_handler(std::chrono::milliseconds at_most);

  /// For a signal handler: records the crash, waits bounded for the server, says what is kept.
  /// `is_last`: the process is about to die.
  void crash(int signal, bool is_last);

  Statistics statistics() const;
  std::int64_t report_id() const { return delivery_.report_id(); }
  std::string journal_path() const;

  /// The next of the process' reporters; see process::adopt().
  std::atomic<ReporterCore*>& next() { return next_; }

  /// In a forked child, first thing.
  void forget_in_child() { recorder_.writer().forget_in_child(); }

 private:
  ReporterCore(const config::Settings& settings, std::unique_ptr<journal::Writer> writer,
               const journal::SpoolPlace& place, bool takes_faults,
               std::unique_ptr<capture::Tap> tap);
  static ReporterCore* make(const Config& config, const Origin& given, const Config& command_line);
  void begin_delivery();
  /// The start is over: from here on exit and crashes end the report.
  void be_ready();
  bool is_ready_here() const;
  void finish_first(std::string_view inside);
  void wait_for_finisher() const;
  void act_on(Recorded recorded);
  void warn_of_file(std::uint32_t element, const Event& event, const Error& error);

  const std::uint64_t owner_;  ///< the process that we live in
  const bool takes_crashes_;
  const bool takes_faults_;
  std::atomic<ReporterCore*> next_{nullptr};
  std::atomic<bool> is_ready_{false};
  std::atomic<bool> recording_{true};
  std::atomic<std::thread::id> finisher_{};
  std::atomic<bool> has_finished_{false};
  std::atomic<bool> has_failed_{false};  // the disk
  std::promise<void> finished_;
  const std::shared_future<void> is_finished_{finished_.get_future()};
  Recorder recorder_;
  Attachments attachments_;
  Delivery delivery_;
  std::unique_ptr<CaseOutput> case_output_;  // null: not to be captured
};

}  // namespace testcenter::core
