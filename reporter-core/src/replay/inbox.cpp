#include "replay/inbox.hpp"

#include "journal/spool.hpp"
#include "journal/survey.hpp"
#include "replay/beginning.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace testcenter::replay {
namespace {

using journal::ForeignJournal;

constexpr std::chrono::milliseconds look_interval{20};

}  // namespace

Inbox::Inbox(std::vector<std::string> paths) : is_closed_(true) {
  for (std::string& path : paths) {
    Waiting waiting;
    waiting.path = std::move(path);
    waiting.is_writer_gone = true;
    look_at(waiting);
    waiting_.push_back(std::move(waiting));
  }
  sort();
}

Inbox::Inbox(std::string folder, std::string except, std::uint64_t room, WriterWatch& watch)
    : folder_(std::move(folder)), except_(std::move(except)), room_(room), watch_(&watch) {}

void Inbox::look(TimePoint now) {
  const bool is_last = is_closing_ && !is_closed_;
  if (watch_ == nullptr || (now < next_look_ && !is_last)) return;
  next_look_ = now + look_interval;
  if (!is_closed_) find_new();
  is_closed_ = is_closing_;
  for (Waiting& waiting : waiting_) look_at(waiting);
  sort();
}

void Inbox::find_new() {
  const auto paths = journal::list_journals(folder_);
  if (!paths) return;
  for (const std::string& path : paths.value()) {
    if (path == except_ || !seen_.insert(path).second) continue;
    Waiting waiting;
    waiting.path = path;
    waiting_.push_back(std::move(waiting));
  }
}

/// A file that cannot be opened may just have been made, and be empty yet. In the end it gets its
/// turn, and is told.
void Inbox::look_at(Waiting& waiting) {
  if (waiting.is_writer_gone && !waiting.end && watch_ != nullptr && waiting.pid != 0) {
    waiting.end = watch_->end_of(waiting.pid);
  }
  if (waiting.is_known && waiting.is_writer_gone) return;
  if (!waiting.journal) {
    auto opened = ForeignJournal::open(waiting.path, room_);
    if (opened) waiting.journal = std::move(opened.value());
    if (!waiting.journal && is_closed_) waiting.is_known = waiting.is_writer_gone = true;
    if (!waiting.journal) return;
  }
  // The lock is asked first: what is read afterwards is all there is, if it was free.
  if (watch_ != nullptr && !waiting.is_writer_gone) {
    waiting.is_writer_gone = waiting.journal->take() != ForeignJournal::Hold::anothers;
  }
  const auto header = waiting.journal->header();
  if (header) {
    if (!waiting.is_writer_gone && !waiting.is_known) watch_->see(header->pid);
    waiting.is_known = true;
    waiting.started = header->started;
    waiting.pid = header->pid;
    waiting.first_suite = journal::first_suite(waiting.journal->region(), header.value());
  }
  if (waiting.is_writer_gone) {
    waiting.is_known = true;
    waiting.journal.reset();
  }
}

void Inbox::sort() {
  std::stable_sort(waiting_.begin(), waiting_.end(), [](const Waiting& a, const Waiting& b) {
    return Beginning{a.started, a.path} < Beginning{b.started, b.path};
  });
}

bool Inbox::has_gone() const {
  return std::any_of(waiting_.begin(), waiting_.end(),
                     [](const Waiting& waiting) { return waiting.is_writer_gone; });
}

std::optional<Waiting> Inbox::next(const std::string& suite) {
  const auto has_something = [](const Waiting& waiting) {
    return waiting.is_writer_gone || !waiting.first_suite.empty();
  };
  const auto goes_on = [&](const Waiting& waiting) {
    return !suite.empty() && waiting.is_writer_gone && waiting.first_suite == suite;
  };
  auto chosen = std::find_if(waiting_.begin(), waiting_.end(), goes_on);
  if (chosen == waiting_.end()) {
    chosen = std::find_if(waiting_.begin(), waiting_.end(), has_something);
  }
  if (chosen == waiting_.end()) return std::nullopt;
  Waiting waiting = std::move(*chosen);
  waiting_.erase(chosen);
  return waiting;
}

}  // namespace testcenter::replay
