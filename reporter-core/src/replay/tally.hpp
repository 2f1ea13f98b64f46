#pragma once

#include "journal/foreign_journal.hpp"
#include "journal/header.hpp"
#include "journal/reader.hpp"
#include "support/source_paths.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace testcenter::replay {

/// A failure, as a person finds it again.
struct FoundFailure {
  EventType type = EventType::fail;
  std::string test;  ///< `Suite > Case > section`
  std::string message;
  std::string file;  ///< relative to the source root; empty: unknown
  std::int32_t line = 0;
};

struct Figures {
  std::uint64_t processes = 0;
  std::uint64_t died = 0;  ///< of these
  std::uint64_t cases = 0;
  std::uint64_t failed_cases = 0;
  std::uint64_t skipped_cases = 0;  ///< and not failed
  std::uint64_t failures = 0;
  std::vector<FoundFailure> first_failures;  ///< a thousand
};

/// What journals say about tests, for people who read a summary. One thread.
class Tally {
 public:
  explicit Tally(const std::string& source_root) : sources_(source_root) {}

  /// All records of a journal; with what the sender adds about a process that died, if `end` is not
  /// empty.
  void add(journal::ForeignJournal& journal, const journal::Header& header, const std::string& end);

  const Figures& figures() const { return figures_; }

  /// Of the journal added last: the last suite that it has at the server, and its run there. 0: it
  /// has none; -1: it may have one that nobody heard of.
  const std::string& last_suite() const { return last_suite_; }
  std::int64_t last_suite_run() const { return last_suite_run_; }

 private:
  struct Element {
    std::uint32_t id = 0;
    ElementKind kind = ElementKind::suite;
    std::string name;
    bool has_failed = false;
    bool was_skipped = false;
  };

  /// The last one that had its id on its host.
  struct Process {
    bool has_first_journal = false;
    bool has_died = false;
  };

  void count_process(const journal::ForeignJournal& journal, const journal::Header& header,
                     bool has_died);
  void take(const journal::Record& record);
  void open(const journal::Record& record);
  void see_suite(const journal::Record& record, const journal::Header& header);
  void event(const journal::Record& record);
  void skip(std::uint32_t element);
  void leave_below(std::uint32_t parent);
  void fail(EventType type, std::string message, const journal::Place& place,
            std::uint32_t element);
  std::uint32_t innermost() const { return path_.empty() ? 0 : path_.back().id; }
  std::string path_of(std::uint32_t element) const;

  SourcePaths sources_;
  std::vector<Element> path_;
  std::map<std::pair<std::string, std::uint32_t>, Process> processes_;  // by host and id
  Figures figures_;
  std::string last_suite_;
  std::int64_t last_suite_run_ = 0;
};

}  // namespace testcenter::replay
