#include "reporter/reporter_core.hpp"

#include "destination/destination.hpp"
#include "journal/spool.hpp"
#include "reporter/crash_handler.hpp"
#include "reporter/guarded.hpp"
#include "reporter/process.hpp"
#include "support/alternate_stack.hpp"
#include "support/console.hpp"
#include "support/fork_guard.hpp"
#include "support/host.hpp"
#include "support/no_fork_meanwhile.hpp"
#include "support/no_signals_meanwhile.hpp"
#include "support/quiet_thread.hpp"
#include "support/standard_descriptors.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace testcenter::core {
namespace {

constexpr std::chrono::milliseconds patience_in_crash{2000};
constexpr const char* off_from_here = "; reporting is off, the tests run on";

journal::RunInfo run_info(const config::Settings& settings, const Origin& origin) {
  journal::RunInfo info;
  info.program = origin.program;
  info.host = host::name();
  info.framework = origin.framework;
  info.url = settings.url;
  info.project = settings.project;
  info.batch = settings.batch;
  info.labels = settings.labels;
  info.report_id = settings.report_id;
  return info;
}

struct OwnJournal {
  journal::SpoolPlace place;
  std::unique_ptr<journal::Writer> writer;
};

/// Its name goes into the settings, too.
Result<OwnJournal> create_journal(config::Settings& settings, const Origin& origin) {
  const std::vector<Label> labels = settings.labels;
  for (unsigned tried = 1;; ++tried) {
    auto place = journal::spool_place(settings.spool_dir, origin.program, process::next_number());
    settings.labels = labels;
    destination::add_writer_label(settings, origin.program, place.start);
    bool is_taken = false;
    auto writer = journal::Writer::create(place.journal, run_info(settings, origin),
                                          settings.journal_limit, &is_taken);
    if (writer) return OwnJournal{std::move(place), std::move(writer.value())};
    if (!is_taken || tried == journal::most_names_tried) return writer.error();
  }
}

}  // namespace

ReporterCore* ReporterCore::start(const Config& config, const Origin& given,
                                  const Config& command_line) {
  auto* const core = make(config, given, command_line);
  if (core == nullptr) return nullptr;
  core->begin_delivery();
  if (core->delivery_.sends()) {
    destination::prepare_process();
    core->delivery_.start_thread();
  }
  core->be_ready();
  return core;
}

/// A start is page faults of code that nobody ran before, and the tests' thread has no CPU time to
/// give away (docs/decisions/0012-starting.md).
ReporterCore* ReporterCore::start_in_thread(const Config& config, const Origin& given,
                                            const Config& command_line) {
  const auto environment = config::Surroundings::of_environment();
  if (config::is_spooled(config, command_line, environment)) {
    return start(config, given, command_line);
  }
  struct Beginning {
    const Config config;
    const Origin given;
    const Config command_line;
    ReporterCore* core = nullptr;
  };
  const std::shared_ptr<Beginning> beginning(new Beginning{config, given, command_line});
  const auto begin = [beginning] {
    guarded([&] {
      auto* const core = make(beginning->config, beginning->given, beginning->command_line);
      beginning->core = core;
      if (core == nullptr) return;
      core->begin_delivery();
      if (!core->delivery_.sends()) return;
      // Else the tests, which go on first where there is one core, meet the journal's page faults.
      core->recorder_.writer().prepare();
      core->delivery_.start_thread();
    });
  };
  destination::prepare_process();
  if (!run_in_quiet_thread("testcenter-make", begin)) begin();
  if (beginning->core != nullptr) beginning->core->be_ready();
  return beginning->core;
}

void ReporterCore::begin_delivery() {
  delivery_.begin(case_output_ ? case_output_->errors() : console::errors);
}

void ReporterCore::be_ready() {
  is_ready_ = true;
  if (takes_faults_) alternate_stack::ensure();
  if (!takes_crashes_) return;
  crash_handler::install(takes_faults_ ? crash_handler::Faults::ours
                                       : crash_handler::Faults::left_alone);
}

ReporterCore* ReporterCore::make(const Config& config, const Origin& given,
                                 const Config& command_line) {
  Result<config::Settings> settings =
      config::resolve(config, command_line, config::Surroundings::of_this_process());
  if (!settings) {
    console::say(settings.error().message + off_from_here);
    return nullptr;
  }
  if (settings->verbose != Verbosity::quiet) {
    for (const std::string& warning : settings->warnings) console::say(warning);
  }
  if (settings->mode == Mode::off) return nullptr;
  Origin origin = given;
  if (origin.program.empty()) origin.program = host::program();
  if (Status status = destination::prepare_spool(settings.value()); !status) {
    console::say(status.error().message + off_from_here);
    return nullptr;
  }
  // Ahead of the journal: the less is there, the less a fork copies.
  std::unique_ptr<capture::Tap> tap;
  if (!origin.is_outside_of_runs) {
    tap = CaseOutput::tap(settings->capture, settings->attachment_limit, settings->verbose);
    if (!tap) settings->capture = Capture::off;
  }
  hold_standard_places();  // behind the tap, which leaves a closed stream alone
  // A child that is forked in between would hold the journal's lock, and half of our tables.
  const NoSignalsMeanwhile for_the_turn;
  const NoForkMeanwhile until_adopted;
  auto own = create_journal(settings.value(), origin);
  if (!own) {
    if (tap) tap->stop();
    console::say(own.error().message + off_from_here);
    return nullptr;
  }
  auto* core = new ReporterCore(settings.value(), std::move(own->writer), own->place,
                                !origin.catches_faults, std::move(tap));
  process::adopt(core);
  return core;
}

ReporterCore::ReporterCore(const config::Settings& settings,
                           std::unique_ptr<journal::Writer> writer,
                           const journal::SpoolPlace& place, bool takes_faults,
                           std::unique_ptr<capture::Tap> tap)
    : owner_(fork_guard::current()),
      takes_crashes_(settings.crash_handlers == CrashHandlers::on),
      takes_faults_(takes_crashes_ && takes_faults),
      recorder_(std::move(writer), {settings.passes, settings.max_passes}),
      attachments_(place.files, settings.attachment_limit),
      delivery_(settings, recorder_.writer(), place) {
  if (settings.capture == Capture::off) return;
  case_output_ = std::make_unique<CaseOutput>(settings, std::move(tap), recorder_, attachments_);
}

bool ReporterCore::is_recording() const {
  return recording_.load(std::memory_order_relaxed) && fork_guard::is_current(owner_);
}

bool ReporterCore::is_ready_here() const { return is_ready_ && fork_guard::is_current(owner_); }

void ReporterCore::start_capture() {
  if (case_output_) case_output_->start();
}

std::uint32_t ReporterCore::open(std::uint32_t parent, ElementKind kind, const Test& test) {
  if (takes_faults_) alternate_stack::ensure();
  if (case_output_) act_on(case_output_->before_open(parent));
  const Recorder::Opened opened = recorder_.open(parent, kind, test);
  act_on(opened.recorded);
  if (case_output_ && kind == ElementKind::test_case) case_output_->after_open(opened.id);
  return opened.id;
}

void ReporterCore::add(std::uint32_t element, const Event& event) {
  act_on(recorder_.add(element, event));
}

void ReporterCore::add(std::uint32_t element, const Event& event, FileRole role, const File& file,
                       std::string_view reference) {
  if (element == innermost_element) {  // the same for all that comes of the file
    const std::uint32_t open = recorder_.innermost();
    if (open != 0) element = open;
  }
  const Result<StoredCopy> copy = attachments_.store(file, role);
  if (!copy) return warn_of_file(element, event, copy.error());
  const journal::StoredFile stored{role, copy->path, copy->name, copy->mime_type, reference};
  act_on(recorder_.add(element, event, &stored));
}

void ReporterCore::warn_of_file(std::uint32_t element, const Event& event, const Error& error) {
  if (event.type != EventType::attachment) add(element, event);
  Event warning;
  warning.type = EventType::warning;
  warning.message = error.message;
  warning.location = event.location;
  if (event.type == EventType::attachment) warning.detail = event.message;
  add(element, warning);
}

void ReporterCore::close(std::uint32_t element, const Tally& tally, Left left) {
  if (case_output_) act_on(case_output_->before_close(element));
  act_on(recorder_.close(element, tally, left));
}

void ReporterCore::forget_interrupted() {
  recorder_.forget_interrupted();
  if (case_output_) case_output_->forget_interrupted();
}

void ReporterCore::act_on(Recorded recorded) {
  if (recorded == Recorded::yes) return delivery_.notify();
  if (recorded != Recorded::failed) return;
  has_failed_ = true;
  if (recording_.exchange(false)) {
    console::say(recorder_.problem() + "; reporting is off from here, the tests run on");
  }
}

void ReporterCore::finish(std::string_view inside) {
  if (!is_ready_here()) return;
  std::thread::id nobody;
  if (!finisher_.compare_exchange_strong(nobody, std::this_thread::get_id())) {
    return wait_for_finisher();
  }
  finish_first(inside);
  has_finished_ = true;
  finished_.set_value();
}

void ReporterCore::finish_in_handler(std::chrono::milliseconds at_most) {
  std::thread::id nobody;
  const bool is_first =
      is_ready_here() && finisher_.compare_exchange_strong(nobody, std::this_thread::get_id());
  if (!is_first) return;
  if (case_output_) case_output_->before_finish(false);
  const bool is_ended = recorder_.finish({});
  recording_.store(false);
  if (case_output_) case_output_->finish();
  delivery_.wait_in_handler(at_most);
  has_finished_ = true;  // crash() has nothing to add when the same signal comes to our own handler
  if (is_ended && delivery_.remove_if_judged()) attachments_.remove_in_handler();
  delivery_.say_kept();
}

void ReporterCore::crash(int signal, bool is_last) {
  if (!takes_crashes_ || has_finished_ || !is_ready_here()) return;
  if (case_output_) case_output_->crash();
  const bool is_recorded = recorder_.crash(signal, is_last);
  delivery_.wait_in_handler(patience_in_crash);
  if (is_recorded && is_last && delivery_.remove_if_judged()) attachments_.remove_in_handler();
  delivery_.say_kept();
}

/// Else exit() in one thread would cut off another that is still sending.
void ReporterCore::wait_for_finisher() const {
  // exit() in a signal handler that interrupted it: there is nothing to wait for.
  if (finisher_.load() == std::this_thread::get_id()) return;
  const std::chrono::milliseconds output =
      case_output_ ? CaseOutput::longest_finish : std::chrono::seconds(0);
  is_finished_.wait_for(delivery_.longest_finish() + output);
}

void ReporterCore::finish_first(std::string_view inside) {
  process::resign(this);
  if (case_output_) act_on(case_output_->before_finish(!inside.empty()));
  const bool is_ended = recorder_.finish(inside);
  recording_.store(false);
  if (case_output_) case_output_->finish();
  if (is_ended) return delivery_.finish(recorder_.counts());
  // exit() in a signal handler: the thread that it interrupted holds the lock for ever.
  console::say("the program exited inside of a report; its results are kept, and sent by: " +
               journal::replay_command(delivery_.journal_path()));
}

Statistics ReporterCore::statistics() const {
  const Statistics sent = delivery_.sent();
  return add_recorded(sent, recorder_.counts());
}

std::string ReporterCore::journal_path() const { return delivery_.journal_path(); }

}  // namespace testcenter::core
