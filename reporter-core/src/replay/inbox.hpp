#pragma once

#include "journal/foreign_journal.hpp"
#include "replay/writer_watch.hpp"
#include "support/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace testcenter::replay {

/// A journal that waits for its turn.
struct Waiting {
  std::string path;
  std::uint64_t started = 0;
  std::uint32_t pid = 0;
  std::string first_suite;  ///< empty: none was opened yet
  bool is_writer_gone = false;
  std::optional<sender::WriterEnd> end;  ///< once it is gone, and known
  bool is_known = false;                 ///< its header was read, or it has none and never will
  /// Kept open while its writer lives; later a file less, since hundreds may wait.
  std::unique_ptr<journal::ForeignJournal> journal;
};

/// The journals that are still to be sent, and whose turn is next. One thread.
class Inbox {
 public:
  /// These journals, whose writers are taken for gone.
  explicit Inbox(std::vector<std::string> paths);
  /// Whatever appears in the folder, until close(); `except` is none of them. `room`: how large a
  /// journal may get, in bytes. `watch` outlives the inbox.
  Inbox(std::string folder, std::string except, std::uint64_t room, WriterWatch& watch);

  /// Looks for new journals, and whether writers are gone; some fifty times a second at most.
  void look(TimePoint now);
  /// After a last look there are no new ones.
  void close() { is_closing_ = true; }

  /// A journal that goes on with `suite` and whose writer is gone; else the oldest that has
  /// something to say. Nothing: there is none at the moment.
  std::optional<Waiting> next(const std::string& suite);

  /// True if no journal waits and none will come.
  bool is_done() const { return waiting_.empty() && is_closed_; }
  /// True if a journal waits whose writer is gone.
  bool has_gone() const;
  bool follows_living_writers() const { return watch_ != nullptr; }
  std::uint64_t room() const { return room_; }
  /// Those that never had their turn.
  std::vector<Waiting> take_all() { return std::move(waiting_); }

 private:
  void find_new();
  void look_at(Waiting& waiting);
  void sort();

  std::string folder_;
  std::string except_;
  std::uint64_t room_ = 0;
  WriterWatch* watch_ = nullptr;
  std::vector<Waiting> waiting_;
  std::set<std::string> seen_;
  TimePoint next_look_{};
  bool is_closing_ = false;
  bool is_closed_ = false;
};

}  // namespace testcenter::replay
