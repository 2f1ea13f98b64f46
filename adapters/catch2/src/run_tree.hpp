#pragma once

#include <testcenter/catch2/run.hpp>
#include <testcenter/reporter.hpp>

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What Catch2's callbacks become, for v2 and v3 alike; knows nothing of Catch2's headers.
namespace testcenter::catch2 {

/// Builds the result tree of one run, as docs/catch2.md has it.
///
/// Catch2 runs a case again for each of its leaf sections and announces the sections above once
/// more: those are entered again, not made again. Sections are counted, never compared with what
/// ended: an exception ends them outermost first. Any thread; the sections' and cases' callbacks
/// come from one thread at a time. Nothing throws out of here but std::bad_alloc.
class RunTree {
 public:
  /// `name`: the suite's.
  void start_run(Reporter& reporter, std::string_view name);
  /// A LOG of what is innermost now.
  void log(std::string_view message, std::string_view detail = {});
  void start_case(const CaseStart& start);
  /// The first one of each run through a case is its root, which stands for the case itself.
  void start_section(std::string_view name, const Location& location);
  void add(const Assertion& assertion);
  /// The innermost. `lacks_assertions`: it was to have some (`-w NoAssertions`).
  void end_section(bool lacks_assertions);
  void end_case(const CaseEnd& end);
  /// No case matched a part of the selection.
  void lack_cases(std::string_view selection);
  /// Closes everything. A run without a case did not pass.
  void end_run();

  /// For a signal handler: false if the interrupted thread is within one of the calls above, which
  /// then must not be made.
  bool is_usable_in_handler();

 private:
  /// A section, as long as it may be entered again.
  struct Section {
    std::string name;
    std::string file;
    int line = 0;
    handle::Element element;
    handle::Element parent;  // what was innermost: maybe a scope of the user's own
    bool has_sections = false;

    bool is(std::string_view other, const Location& place) const {
      return name == other && line == place.line && file == place.file;
    }
  };

  /// A PASS on a way to leaves: of the scenario, if one comes.
  struct Held {
    std::size_t depth = 0;  // of sections
    std::string message;
    std::string detail;
    std::string file;
    int line = 0;

    Event event() const { return {EventType::pass, message, detail, {file, line}, {}}; }
  };

  /// The first SKIP in a section of the case.
  struct Skip {
    std::string reason;
    std::string file;
    int line = 0;
  };

  void start_root();
  void start_in_scenario(std::string_view name, const Location& location);
  bool is_waiting() const;
  bool is_on_a_way() const;
  void open_steps();
  void open(Section& section);
  void hold(const Event& event);
  void report_held(std::size_t depth);
  void leave_held_to_feature();
  void leave_from(std::size_t depth);
  void report(const Event& event);
  void note_skip(const Event& event);
  void skip_case(const CaseEnd& end);
  EventType type_of(Outcome outcome) const;
  /// Its sections are steps of a scenario.
  bool is_scenario() const { return static_cast<bool>(feature_); }
  handle::Element base() const;

  std::mutex mutex_;
  Reporter* reporter_ = nullptr;
  handle::Suite suite_;
  bool has_cases_ = false;
  handle::Case case_;
  CaseStart start_;  // its flags only
  bool is_in_root_ = false;
  std::size_t depth_ = 0;  // sections of this run that are open; behind them, from earlier runs
  std::vector<Section> sections_;  // those, and what may be entered again
  std::uint64_t failures_ = 0;     // of the case, as we saw them
  bool is_case_skipped_ = false;   // itself
  std::optional<Skip> skip_;

  handle::Feature feature_;    // of a SCENARIO
  handle::Scenario scenario_;  // of this run through it; made when something happens in it
  bool had_scenario_ = false;
  std::string scenario_name_;
  std::set<std::string> seen_;  // sections of this case, with those above them
  bool may_end_early_ = false;  // this run was left, maybe
  bool may_be_empty_ = false;   // the one before was: this one may meet no leaf
  std::vector<Held> held_;      // what passed ahead of the scenario
};

}  // namespace testcenter::catch2
