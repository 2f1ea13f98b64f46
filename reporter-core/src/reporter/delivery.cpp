#include "reporter/delivery.hpp"

#include "destination/destination.hpp"
#include "journal/reader.hpp"
#include "reporter/finish_wait.hpp"
#include "reporter/numbers.hpp"
#include "support/console.hpp"
#include "support/host.hpp"
#include "support/own_descriptors.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace testcenter::core {
namespace {

constexpr std::chrono::milliseconds patience_for_thread{500};
constexpr std::chrono::milliseconds head_start{10};
constexpr std::chrono::milliseconds shortest_look{50};
constexpr std::chrono::milliseconds longest_look{500};

sender::SenderOptions options_of(const config::Settings& settings,
                                 const journal::SpoolPlace& place) {
  sender::SenderOptions options;
  options.project = settings.project;
  options.batch = settings.batch;
  options.labels = settings.labels;
  options.report_id = settings.report_id;
  options.files_folder = place.files;
  options.source_root = settings.source_root;
  options.head_start = head_start;
  options.jitter_seed = static_cast<std::uint32_t>(host::process_id());
  return options;
}

std::string loss_line(const Statistics& all) {
  return grouped(all.dropped) + " of " + counted(all.accepted, "result") +
         (all.dropped == 1 ? " was" : " were") + " dropped";
}

}  // namespace

Delivery::Delivery(config::Settings settings, journal::Writer& writer, journal::SpoolPlace place)
    : settings_(std::move(settings)),
      writer_(writer),
      place_(std::move(place)),
      kept_line_(console::line_of("results are kept in " + place_.journal +
                                  "; to send them: " + journal::replay_command(place_.journal))) {}

void Delivery::begin(int errors) {
  if (settings_.mode == Mode::spool) {
    return say("writing results to " + place_.journal + ", nothing is sent");
  }
  say("reporting to " + destination::shown(settings_));
  const std::string warning = destination::warning_of_plain_credentials(settings_);
  if (!warning.empty()) console::say(warning);
  sender::SenderThreadParts parts;
  parts.journal = writer_.region();
  parts.transport = destination::connect(settings_);
  parts.options = options_of(settings_, place_);
  if (own_descriptors::are_good_here()) {
    parts.begin = [errors] { return own_descriptors::take(errors); };
  }
  parts.prepare = [this] { writer_.prepare(); };
  parts.when_done = [this] { remove_journal(); };
  thread_ = std::make_unique<sender::SenderThread>(std::move(parts));
}

void Delivery::start_thread() {
  const Status started = thread_->start();
  if (started) return;
  thread_.reset();
  console::say(started.error().message + "; results are only written to " + place_.journal);
}

void Delivery::finish(const RecorderCounts& counts) {
  if (thread_) {
    // Else it would be here that the kernel gives back the disk's space, and not in that thread.
    writer_.close_descriptor();
    wait_for_server(counts);
  }
  if (!removed_) keep_journal();
  writer_.close_descriptor();
  say_closing_lines(counts);
}

void Delivery::wait_in_handler(std::chrono::milliseconds at_most) const {
  if (!thread_ || thread_->is_this_thread()) return;
  const auto end = std::chrono::steady_clock::now() + at_most;
  const std::uint64_t recorded = writer_.used();  // others may go on
  thread_->flush();
  const auto is_done = [&] { return removed_ || is_judged(recorded) || thread_->is_over(); };
  while (!is_done() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

bool Delivery::remove_if_judged() {
  if (!thread_ || removed_ || !everything_is_judged()) return removed_;
  writer_.remove();
  removed_ = true;
  return true;
}

void Delivery::say_kept() const {
  const bool is_wanted = settings_.verbose != Verbosity::quiet || thread_;
  if (removed_ || !is_wanted) return;
  console::say_in_handler(kept_line_);
}

std::chrono::milliseconds Delivery::longest_finish() const {
  return settings_.exit_timeout + 2 * patience_for_thread;
}

bool Delivery::everything_is_judged() const { return is_judged(writer_.used()); }

bool Delivery::is_judged(std::uint64_t end) const {
  return journal::Reader(writer_.region()).acknowledged() >= end;
}

void Delivery::wait_for_server(const RecorderCounts& counts) {
  bool said = false;
  const auto say_progress = [&] {
    if (settings_.verbose == Verbosity::quiet || (said && !console::is_terminal())) return;
    const Statistics all = add_recorded(sent(), counts);
    const std::uint64_t judged = all.acknowledged + all.rejected;
    console::show_progress("still sending: " + grouped(judged) + " of " +
                           counted(judged + all.pending, "result"));
    said = true;
  };
  // A broken journal has no last record: then the thread does not see that it is done.
  const bool sees_end = writer_.problem().empty();
  const auto look = sees_end ? std::clamp(settings_.stall_timeout / 10, shortest_look, longest_look)
                             : shortest_look;
  problem_ = wait_for_sender(
      *thread_, {settings_.stall_timeout, settings_.exit_timeout, look},
      [this] { return removed_ || everything_is_judged(); }, say_progress);
  if (said) console::clear_progress();
  if (!problem_.empty() || !sees_end) thread_->abort();
  // A thread that hangs in the resolver is left behind: all it uses is leaked.
  thread_->join_for(patience_for_thread);
}

/// In the sender's thread: the test thread has better to do than to give back memory and disk.
void Delivery::remove_journal() {
  writer_.remove();
  journal::remove_files(place_.files);
  removed_ = true;
  writer_.release();
}

void Delivery::keep_journal() {
  if (thread_ && everything_is_judged()) {
    // Broken, but all that is in it is at the server.
    writer_.remove();
    journal::remove_files(place_.files);
    removed_ = true;
  } else {
    writer_.trim();
  }
}

void Delivery::say(const std::string& text) const {
  if (settings_.verbose != Verbosity::quiet) console::say(text);
}

void Delivery::say_closing_lines(const RecorderCounts& counts) const {
  if (thread_) {
    for (const std::string& rejection : thread_->rejections()) {
      console::say("the server refused " + rejection);
    }
  }
  const Statistics all = add_recorded(sent(), counts);
  if (thread_ && !removed_) console::say(leftover_line(all.pending));
  if (settings_.verbose != Verbosity::quiet) {
    console::say(outcome_line(all));
  } else if (all.dropped != 0) {
    console::say(loss_line(all));
  }
}

std::string Delivery::outcome_line(const Statistics& all) const {
  std::string line = counted(all.elements, "element") + " and " + counted(all.events, "event") +
                     " (" + counted(all.failures, "failure") + ")" + whereabouts(all);
  const auto add = [&line](std::uint64_t count, const char* what) {
    if (count != 0) line += "; " + grouped(count) + what;
  };
  add(all.rejected, " refused by the server");
  add(all.dropped, " dropped");
  add(all.possible_duplicates, " possibly sent twice");
  return line;
}

std::string Delivery::whereabouts(const Statistics& all) const {
  if (!thread_) return " written to " + place_.journal;
  std::string words =
      removed_ ? " reported" : ", " + grouped(all.acknowledged) + " of them reported";
  if (report_id() != 0) words += " as report " + std::to_string(report_id());
  return words + " to " + settings_.url;
}

std::string Delivery::leftover_line(std::uint64_t left) const {
  return counted(left, "result") + " could not be sent (" + problem_ + "); " +
         (left == 1 ? "it is" : "they are") +
         " kept, and sent by: " + journal::replay_command(place_.journal);
}

Statistics Delivery::sent() const {
  Statistics all;
  if (!thread_) return all;
  const sender::Counters& counters = thread_->counters();
  all.acknowledged = counters.acknowledged;
  all.rejected = counters.rejected;
  all.events = counters.added;
  all.possible_duplicates = counters.possible_duplicates;
  all.requests = counters.requests;
  all.retries = counters.retries;
  all.rerouted = counters.rerouted;
  return all;
}

Statistics add_recorded(Statistics sent, const RecorderCounts& counts) {
  sent.elements = counts.elements;
  const std::uint64_t added = sent.events;
  sent.events += counts.events;
  sent.failures = counts.failures + added;
  sent.accepted = counts.elements + sent.events;
  sent.dropped = counts.dropped;
  sent.pending = counts.kept + added - sent.acknowledged - sent.rejected;
  return sent;
}

/// The sender knows none until it made a suite, which a run without a test never has.
std::int64_t Delivery::report_id() const {
  const std::int64_t answered = thread_ ? thread_->counters().report_id.load() : 0;
  return answered != 0 ? answered : settings_.report_id;
}

std::string Delivery::journal_path() const { return removed_ ? std::string() : place_.journal; }

}  // namespace testcenter::core
