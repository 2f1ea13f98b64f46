#include "replay/supervisor.hpp"

#include "config/environment.hpp"
#include "destination/destination.hpp"
#include "journal/foreign_journal.hpp"
#include "journal/spool.hpp"
#include "replay/groups.hpp"
#include "replay/left_over.hpp"
#include "replay/totals.hpp"
#include "support/console.hpp"
#include "support/host.hpp"

#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace testcenter::replay {
namespace {

using journal::ForeignJournal;
using std::chrono::milliseconds;

constexpr milliseconds command_interval{100};
constexpr std::chrono::seconds progress_interval{1};
constexpr std::uint64_t smallest_room = 1ULL << 30U;
constexpr std::uint64_t anchor_limit = 1024 * 1024;

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

/// It is the folder of a supervisor that lives.
bool is_followed(const std::string& folder) {
  const auto anchor = ForeignJournal::open(folder + "/" + std::string(anchor_name));
  return anchor && anchor.value()->take() == ForeignJournal::Hold::anothers;
}

/// Where the run sends from that this one is a part of; empty: there is none. It told its command
/// by the environment, whatever folder an option names here.
std::string outer_folder(const std::string& given) {
  const auto environment = config::Surroundings::of_environment();
  for (const std::string& folder : {given, config::variable(environment, "TESTCENTER_SPOOL_DIR")}) {
    if (!folder.empty() && is_followed(folder)) return folder;
  }
  return {};
}

}  // namespace

SupervisedRun Supervisor::run() {
  command_ = std::make_unique<Command>(*watch_);
  result_.verbose = settings_.verbose;
  result_.was_reporting = settings_.mode != Mode::off;
  if (result_.was_reporting) {
    if (const Status ready = prepare(); !ready) {
      console::say(ready.error().message + "; reporting is off, the command runs on");
      settings_.mode = Mode::off;
      result_.was_reporting = false;
    }
  }
  run_command();
  if (courier_) {
    wait_for_server();
  } else if (anchor_) {
    look_at_folder();
  }
  if (anchor_) clear_up();
  if (!result_.kept.empty()) result_.replay_command = journal::replay_command(result_.kept);
  return std::move(result_);
}

Status Supervisor::prepare() {
  if (settings_.mode == Mode::spool) folder_ = outer_folder(settings_.spool_dir);
  if (!folder_.empty()) {
    say("this run is a part of another one: its results go there");
    result_.was_reporting = false;
    return {};
  }
  if (Status status = destination::prepare_spool(settings_); !status) return status;
  if (Status status = make_folder(); !status) return status;
  result_.url = settings_.url;
  result_.project = settings_.project;
  result_.batch = settings_.batch;
  if (settings_.mode == Mode::spool) return {};
  return start_sending();
}

/// It is ours if its anchor is.
Status Supervisor::make_folder() {
  const std::vector<Label> labels = settings_.labels;
  for (unsigned number = 1;; ++number) {
    const journal::SpoolPlace place = journal::spool_place(settings_.spool_dir, "run", number);
    folder_ = place.journal.substr(0, place.journal.rfind('.'));
    if (Status status = journal::prepare_spool(folder_); !status) return status;
    settings_.labels = labels;
    bool is_taken = false;
    Status made = make_anchor(place.start, is_taken);
    if (!is_taken || number == journal::most_names_tried) return made;
  }
}

/// Says where all of it goes, also to a later replay, and that somebody sends it.
Status Supervisor::make_anchor(const std::string& start, bool& is_taken) {
  destination::add_writer_label(settings_, "run", start);
  journal::RunInfo info;
  info.program = file_name(words_[0]);
  info.host = host::name();
  info.url = settings_.url;
  info.project = settings_.project;
  info.batch = settings_.batch;
  info.labels = settings_.labels;
  info.report_id = settings_.report_id;
  auto anchor = journal::Writer::create(folder_ + "/" + std::string(anchor_name), info,
                                        anchor_limit, &is_taken);
  if (!anchor) return anchor.error();
  anchor_ = std::move(anchor.value());
  anchor_->trim();
  return {};
}

Status Supervisor::start_sending() {
  const std::string warning = destination::warning_of_plain_credentials(settings_);
  if (!warning.empty()) console::say(warning);
  Courier::Parts parts;
  parts.transport = destination::connect(settings_);
  parts.inbox = std::make_unique<Inbox>(folder_, anchor_->path(),
                                        std::max(settings_.journal_limit, smallest_room), *watch_);
  parts.watch = watch_;
  parts.options.project = settings_.project;
  parts.options.batch = settings_.batch;
  parts.options.labels = settings_.labels;
  parts.options.report_id = settings_.report_id;
  parts.options.source_root = settings_.source_root;
  parts.options.jitter_seed = static_cast<std::uint32_t>(host::process_id());
  auto courier = Courier::start(std::move(parts));
  if (!courier) return courier.error();
  courier_ = std::move(courier.value());
  say("reporting to " + destination::shown(settings_));
  return {};
}

void Supervisor::run_command() {
  std::map<std::string, std::string> variables;
  variables["TESTCENTER_MODE"] = settings_.mode == Mode::off ? "off" : "spool";
  if (!folder_.empty()) variables["TESTCENTER_SPOOL_DIR"] = folder_;
  // What each process has to say about its journal is of no use to who sees the whole.
  if (settings_.verbose != Verbosity::debug) variables["TESTCENTER_VERBOSE"] = "quiet";
  const Status started = command_->start(words_, variables, result_.exit_code);
  if (!started) {
    result_.start_problem = started.error().message;
    return;
  }
  while (!command_->status() && !command_->is_lost()) {
    command_->wait(command_interval);
    if (courier_) say_once(courier_->snapshot());
  }
  if (!command_->status()) {
    console::say(
        "cannot tell how the command ended: another part of this process waited for it; "
        "it counts as failed");
    result_.exit_code = 1;
    return;
  }
  const sender::WriterEnd end = end_from_status(*command_->status());
  result_.signal = end.signal;
  result_.exit_code = end.exit_code.value_or(128 + end.signal);
}

void Supervisor::wait_for_server() {
  courier_->close();
  Stall stall(settings_.stall_timeout);
  const TimePoint begin = SteadyClock().now();
  const TimePoint end = begin + settings_.exit_timeout;
  TimePoint next_line = begin + progress_interval;
  for (;;) {
    const Courier::Snapshot seen = courier_->wait(milliseconds(20));
    if (seen.is_over) break;
    const TimePoint now = SteadyClock().now();
    const bool was_asked_to_end = command_->wait(milliseconds(0));
    if (was_asked_to_end) {
      result_.problem = "ended before all was sent";
    } else if (stall.is_over(seen.progress, now)) {
      result_.problem = "no progress within TESTCENTER_STALL_TIMEOUT";
    } else if (now >= end) {
      result_.problem = "not done within TESTCENTER_EXIT_TIMEOUT";
    }
    if (!result_.problem.empty()) {
      courier_->abort();
      break;
    }
    if (now < next_line) continue;
    next_line = now + progress_interval;
    say_progress(seen);
  }
  if (shows_progress_) console::clear_progress();
  take(courier_->finish());
}

/// Nobody sends in mode spool: what was written is all there is to tell.
void Supervisor::look_at_folder() {
  const auto paths = journal::list_journals(folder_);
  if (!paths) return;
  Tally tally(settings_.source_root);
  Courier::Outcome outcome;
  for (const std::string& path : paths.value()) {
    if (path == anchor_->path()) continue;
    outcome.journals.push_back(left_over(path, {}, *watch_, tally));
  }
  outcome.figures = tally.figures();
  outcome.is_complete = true;
  take(outcome);
}

void Supervisor::take(const Courier::Outcome& outcome) {
  const bool says_more = !outcome.problem.empty() && outcome.problem != "aborted";
  if (says_more) {
    result_.problem += (result_.problem.empty() ? "" : ": ") + outcome.problem;
  }
  for (const Delivered& journal : outcome.journals) {
    add(result_.counts, journal.counts);
    const bool is_settled =
        journal.state == Delivered::State::sent || journal.state == Delivered::State::gone;
    if (is_settled) continue;
    result_.kept = folder_;
    if (result_.problem.empty()) result_.problem = journal.problem;
  }
  if (!outcome.is_complete) {
    result_.kept = folder_;
    result_.problem += result_.problem.empty() ? "" : "; ";
    result_.problem += "what is left could not be counted in time, the figures are incomplete";
  }
  const Figures& figures = outcome.figures;
  result_.report_id = outcome.report_id;
  result_.rejections = outcome.rejections;
  result_.processes = figures.processes;
  result_.died = figures.died;
  result_.cases = figures.cases;
  result_.failed_cases = figures.failed_cases;
  result_.skipped_cases = figures.skipped_cases;
  result_.failure_count = figures.failures;
  for (const FoundFailure& failure : figures.first_failures) {
    result_.failures.push_back(
        {failure.type, failure.test, failure.message, failure.file, failure.line});
  }
}

/// The folder goes with its last journal.
void Supervisor::clear_up() {
  // A process that outlives the command may have begun to write only now.
  const auto left = journal::list_journals(folder_);
  const bool is_empty = left && left->size() <= 1;
  const bool is_sent = courier_ != nullptr && result_.kept.empty() && is_empty;
  if (is_sent) {
    anchor_->remove();
    std::error_code not_empty;
    std::filesystem::remove(folder_, not_empty);
    return;
  }
  result_.kept = folder_;
  journal::Reader(anchor_->region()).mark_report_id(result_.report_id);
}

void Supervisor::say(const std::string& text) const {
  if (settings_.verbose != Verbosity::quiet) console::say(text);
}

/// Sending is over, although the command runs on.
void Supervisor::say_once(const Courier::Snapshot& seen) {
  if (!seen.is_over || has_said_problem_) return;
  has_said_problem_ = true;
  console::say("nothing is sent any more: " + seen.problem +
               "; the command runs on, its results are kept, "
               "and sent by: " +
               journal::replay_command(folder_));
}

void Supervisor::say_progress(const Courier::Snapshot& seen) {
  if (settings_.verbose == Verbosity::quiet || (shows_progress_ && !console::is_terminal())) return;
  shows_progress_ = true;
  console::show_progress("still sending: " + std::to_string(seen.judged) + " results so far" +
                         (seen.problem.empty() ? "" : "; " + seen.problem));
}

}  // namespace testcenter::replay
