#include "replay/replayer.hpp"

#include "destination/destination.hpp"
#include "journal/spool.hpp"
#include "journal/survey.hpp"
#include "replay/beginning.hpp"
#include "replay/totals.hpp"
#include "support/console.hpp"
#include "support/host.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

namespace testcenter::replay {
namespace {

using journal::ForeignJournal;
using JournalState = ReplayedJournal::State;

constexpr std::chrono::milliseconds courier_interval{100};
constexpr const char* writer_lives = "its process lives, or another one sends it";

JournalState state_of(Delivered::State state) {
  switch (state) {
    case Delivered::State::sent:
      return JournalState::sent;
    case Delivered::State::kept:
      return JournalState::kept;
    case Delivered::State::locked:
      return JournalState::locked;
    case Delivered::State::gone:
      return JournalState::gone;
    case Delivered::State::unreadable:
      break;
  }
  return JournalState::unreadable;
}

}  // namespace

ReplayResult Replayer::send(const std::vector<Group>& groups) {
  std::vector<Job> jobs;
  jobs.reserve(groups.size());
  for (const Group& group : groups) jobs.push_back(look_at(group));
  std::stable_sort(jobs.begin(), jobs.end(), goes_first);
  list_in_order(jobs);
  if (!options_.dry_run) {
    warn_of_plain_credentials(jobs);
    for (Job& job : jobs) send(job);
  }
  for (const ReplayedJournal& journal : result_.journals) add(result_.total, journal.counts);
  return std::move(result_);
}

// Looking, which changes nothing.

Replayer::Job Replayer::look_at(const Group& group) {
  Job job;
  job.group = group;
  job.first = result_.journals.size();
  if (!group.anchor.empty()) {
    auto anchor = ForeignJournal::open(group.anchor);
    auto header = anchor ? anchor.value()->header() : Result<journal::Header>(anchor.error());
    if (header) {
      job.anchor = std::move(anchor.value());
      job.header = std::move(header.value());
    }
  }
  for (const std::string& path : group.journals) look_at(path, job);
  job.count = result_.journals.size() - job.first;
  job.settings = settings_for(job.header);
  for (std::size_t i = job.first; i < result_.journals.size(); ++i) {
    ReplayedJournal& journal = result_.journals[i];
    journal.url = job.settings.url;
    journal.project = job.settings.project;
    journal.batch = job.settings.batch;
  }
  return job;
}

void Replayer::look_at(const std::string& path, Job& job) {
  ReplayedJournal& entry = result_.journals.emplace_back();
  entry.path = path;
  const auto refuse = [&entry](JournalState state, const std::string& problem) {
    entry.state = state;
    entry.problem = problem;
  };
  auto opened = ForeignJournal::open(path);
  if (!opened && journal::is_gone(path)) return refuse(JournalState::gone, {});
  if (!opened) return refuse(JournalState::unreadable, opened.error().message);
  ForeignJournal& journal = *opened.value();
  const ForeignJournal::Hold hold = journal.take();
  if (hold == ForeignJournal::Hold::gone) return refuse(JournalState::gone, {});
  if (hold == ForeignJournal::Hold::anothers) return refuse(JournalState::locked, writer_lives);
  job.is_worth_it = true;
  if (journal.is_blank()) return;
  const auto header = journal.header();
  if (!header) return refuse(JournalState::unreadable, header.error().message);
  const auto survey = journal::survey(journal.region(), header.value());
  if (!survey) {
    return refuse(JournalState::unreadable, "the journal " + path + " " + survey.error().message);
  }
  entry.program = header->info.program;
  entry.started = header->started;
  entry.counts = not_sent(survey.value());
  progress_.total += survey->left();
  if (job.header.started == 0) job.header = header.value();
  job.settings = settings_for(job.header);
  if (header->server == server_of(job)) entry.report_id = header->report_id;
}

/// What the server could not bear before waits for all that it may bear.
bool Replayer::goes_first(const Job& a, const Job& b) {
  if (a.header.troubles != b.header.troubles) return a.header.troubles < b.header.troubles;
  return Beginning{a.header.started, a.group.name()} < Beginning{b.header.started, b.group.name()};
}

/// As they are sent: job after job, and of each the oldest first.
void Replayer::list_in_order(std::vector<Job>& jobs) {
  std::vector<ReplayedJournal> ordered;
  ordered.reserve(result_.journals.size());
  for (Job& job : jobs) {
    const auto begin = result_.journals.begin() + static_cast<std::ptrdiff_t>(job.first);
    const auto end = begin + static_cast<std::ptrdiff_t>(job.count);
    std::stable_sort(begin, end, [](const ReplayedJournal& a, const ReplayedJournal& b) {
      return Beginning{a.started, a.path} < Beginning{b.started, b.path};
    });
    job.first = ordered.size();
    std::move(begin, end, std::back_inserter(ordered));
  }
  result_.journals = std::move(ordered);
}

config::Settings Replayer::settings_for(const journal::Header& header) const {
  config::Settings settings = settings_;
  const bool is_url_given = settings.sources.count("url") != 0;
  if (!is_url_given && !header.info.url.empty()) settings.url = header.info.url;
  if (!header.info.project.empty()) settings.project = header.info.project;
  settings.batch = header.info.batch;
  settings.labels = header.info.labels;
  const bool is_elsewhere = !header.info.url.empty() && settings.url != header.info.url;
  if (!is_report_given()) settings.report_id = is_elsewhere ? 0 : header.info.report_id;
  return settings;
}

/// As the journals of that job name it.
std::uint16_t Replayer::server_of(const Job& job) {
  const std::string& url = job.settings.url;
  return url == job.header.info.url ? std::uint16_t{0} : journal::server_mark(url);
}

// Sending.

/// Once a server. Whoever gives no URL does not even see that a journal's own begins with http://.
void Replayer::warn_of_plain_credentials(const std::vector<Job>& jobs) {
  std::set<std::string> said;
  for (const Job& job : jobs) {
    const std::string warning = destination::warning_of_plain_credentials(job.settings);
    const bool is_new = job.is_worth_it && !warning.empty() && said.insert(warning).second;
    if (is_new) console::say(warning);
  }
}

void Replayer::send(Job& job) {
  const bool is_led = job.anchor && job.anchor->take() == ForeignJournal::Hold::anothers;
  if (is_led) return skip(job, writer_lives);
  if (!job.is_worth_it) return clear_up(job, 0);
  if (is_stopped()) return skip(job, "ended before it was sent");
  std::vector<std::string> journals = job.group.journals;
  Merger::Report report;
  report.server = server_of(job);
  const bool is_known_there = job.anchor && job.header.server == report.server;
  if (is_known_there && !is_report_given()) report.id = job.header.report_id;
  while (!journals.empty()) {
    if (const std::string* why = why_given_up(job.settings)) return skip(job, *why);
    const auto outcome = send(job, std::move(journals), report);
    if (!outcome) return skip(job, outcome.error().message);
    take(job, outcome.value());
    journals = go_on_with(job, outcome.value());
    report = outcome->report;
  }
}

Result<Courier::Outcome> Replayer::send(const Job& job, std::vector<std::string> journals,
                                        const Merger::Report& report) {
  Courier::Parts parts;
  parts.transport = connect_(job.settings);
  parts.inbox = std::make_unique<Inbox>(std::move(journals));
  parts.watch = std::make_shared<NoWatch>();
  parts.options = sending_;
  parts.options.project = job.settings.project;
  parts.options.batch = job.settings.batch;
  parts.options.labels = job.settings.labels;
  parts.options.report_id = job.settings.report_id;
  parts.options.source_root = job.settings.source_root;
  parts.options.jitter_seed = static_cast<std::uint32_t>(host::process_id());
  parts.report = report;
  auto courier = Courier::start(std::move(parts));
  if (!courier) return courier.error();
  courier.value()->close();
  follow(*courier.value());
  Courier::Outcome outcome = courier.value()->finish();
  if (is_hanging_ && outcome.is_complete) outcome.concern = api::Concern::unclear;
  return outcome;
}

/// What one journal of a folder made of the server need not be so for those behind it.
std::vector<std::string> Replayer::go_on_with(const Job& job, const Courier::Outcome& outcome) {
  std::set<std::string> left;
  for (const Delivered& one : outcome.journals) {
    if (one.state == Delivered::State::kept && !one.had_its_turn) left.insert(one.path);
  }
  const bool is_over = outcome.concern != api::Concern::unclear || !outcome.is_complete ||
                       is_stopped() || left.size() == outcome.journals.size();
  if (is_over) return {};
  for (std::size_t i = job.first; i < job.first + job.count; ++i) {
    ReplayedJournal& journal = result_.journals[i];
    if (left.count(journal.path) == 0) continue;
    journal.state = JournalState::waiting;
    journal.problem.clear();
  }
  return {left.begin(), left.end()};
}

/// Until it is over, or there is no use in waiting.
void Replayer::follow(Courier& courier) {
  gave_up_.clear();
  is_hanging_ = false;
  Stall stall(settings_.stall_timeout);
  judged_before_ = progress_.judged;
  for (;;) {
    const Courier::Snapshot seen = courier.wait(courier_interval);
    progress_.judged = judged_before_ + seen.judged;
    progress_.problem = seen.problem;
    if (options_.on_progress) options_.on_progress(progress_);
    if (seen.is_over) return;
    if (stall.is_over(seen.progress, SteadyClock().now())) {
      gave_up_ = "no progress within TESTCENTER_STALL_TIMEOUT";
      is_hanging_ = seen.problem.empty();
    }
    if (is_stopped()) gave_up_ = "ended before all was sent";
    if (!gave_up_.empty()) return courier.abort();
  }
}

void Replayer::take(Job& job, const Courier::Outcome& outcome) {
  std::string problem = gave_up_;
  const bool says_more = !outcome.problem.empty() && outcome.problem != "aborted";
  if (says_more) problem += (problem.empty() ? "" : ": ") + outcome.problem;
  if (progress_.judged != judged_before_) troubled_.erase(job.settings.url);
  if (!problem.empty()) give_up(job.settings, outcome.concern, problem);
  for (std::size_t i = job.first; i < job.first + job.count; ++i) {
    ReplayedJournal& journal = result_.journals[i];
    const auto delivered =
        std::find_if(outcome.journals.begin(), outcome.journals.end(),
                     [&](const Delivered& one) { return one.path == journal.path; });
    if (delivered != outcome.journals.end()) take(journal, *delivered);
    if (journal.state == JournalState::waiting) journal.state = JournalState::kept;
    if (journal.state == JournalState::kept &&
        (journal.problem.empty() || journal.problem == "aborted")) {
      journal.problem = problem;
    }
  }
  result_.rejections.insert(result_.rejections.end(), outcome.rejections.begin(),
                            outcome.rejections.end());
  const bool is_in_trouble = outcome.concern == api::Concern::unclear || outcome.ended_in_trouble;
  if (is_in_trouble) remember_trouble(job, outcome);
  clear_up(job, outcome.report_id);
}

/// So that a few which the server cannot bear do not stop each replay before all others.
void Replayer::remember_trouble(const Job& job, const Courier::Outcome& outcome) {
  if (job.anchor) return journal::Reader(job.anchor->region()).mark_trouble();
  for (const Delivered& one : outcome.journals) {
    if (one.state != Delivered::State::kept || !one.had_its_turn) continue;
    const auto kept = ForeignJournal::open(one.path);
    if (kept && kept.value()->header()) journal::Reader(kept.value()->region()).mark_trouble();
  }
}

void Replayer::take(ReplayedJournal& journal, const Delivered& delivered) {
  const bool was_readable = journal.state == JournalState::waiting;
  journal.state = state_of(delivered.state);
  if (was_readable) journal.counts = delivered.counts;
  journal.problem = delivered.problem;
  journal.was_reopened = delivered.was_reopened;
  if (delivered.report_id != 0) journal.report_id = delivered.report_id;
}

/// As much as there is no use in asking again.
void Replayer::give_up(const config::Settings& settings, api::Concern concern,
                       const std::string& problem) {
  switch (concern) {
    case api::Concern::server:
      dead_[settings.url] = problem;
      return;
    case api::Concern::project:
      forbidden_[{settings.url, settings.project}] = problem;
      return;
    case api::Concern::unclear:
      if (++troubled_[settings.url] == Merger::most_troubled) dead_[settings.url] = problem;
      return;
    case api::Concern::request:
      return;
  }
}

const std::string* Replayer::why_given_up(const config::Settings& settings) const {
  if (const auto found = dead_.find(settings.url); found != dead_.end()) return &found->second;
  const auto found = forbidden_.find({settings.url, settings.project});
  return found != forbidden_.end() ? &found->second : nullptr;
}

void Replayer::skip(const Job& job, const std::string& problem) {
  for (std::size_t i = job.first; i < job.first + job.count; ++i) {
    ReplayedJournal& journal = result_.journals[i];
    if (journal.state != JournalState::waiting) continue;
    journal.state = problem == writer_lives ? JournalState::locked : JournalState::kept;
    journal.problem = problem;
  }
}

void Replayer::keep_report(const Job& job, std::int64_t report_id) {
  journal::Reader anchor(job.anchor->region());
  const std::uint16_t server = server_of(job);
  if (anchor.server() != server) anchor.move_to(server);
  anchor.mark_report_id(report_id);
}

/// A supervisor's folder goes with the last journal in it.
void Replayer::clear_up(Job& job, std::int64_t report_id) {
  if (!job.anchor) return;
  const auto left = journal::list_journals(job.group.folder);
  const bool is_empty = left && left->size() <= 1;
  if (!is_empty) {
    if (report_id != 0) keep_report(job, report_id);
    return;
  }
  job.anchor->remove();
  std::error_code not_empty;
  std::filesystem::remove(job.group.folder, not_empty);
}

}  // namespace testcenter::replay
