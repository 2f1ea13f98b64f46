#pragma once

#include <testcenter/reporter.hpp>

#include "entry.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What Boost.Test's callbacks become; knows nothing of Boost's headers.
namespace testcenter::boost_test {

/// A suite, with what its decorators say.
struct SuiteUnit {
  std::string path;  ///< "math/vector"; of the root: the module's name
  std::string summary;
  std::string description;
  Location location;
};

struct CaseUnit {
  std::string_view name;
  std::string_view summary;
  std::string_view description;
  Location location;
  std::uint64_t expected_failures = 0;
  bool has_arguments = false;  ///< of a data case: its first context holds its arguments
};

/// Builds the result tree of one run, as docs/boost_test.md has it.
///
/// Test Center's suites do not nest: a suite is made for its own cases and messages, when the first
/// of them comes, and once more when others follow after a child suite. A case that runs within
/// another one, in a nested run, is a section there. One call at a time; nothing throws out of here
/// but std::bad_alloc.
class RunTree {
 public:
  void start_run(Reporter& reporter, std::string_view root);
  /// Nobody told what happened in the end.
  void lose_rest() { is_lost_ = true; }
  /// Closes everything.
  void end_run();

  void start_suite(const SuiteUnit& unit);
  void end_suite();
  void time_out_suite();
  /// The one that is open, if any.
  void close_suite();

  /// `unit`: the suite of the case.
  void start_case(const SuiteUnit& unit, const CaseUnit& test);
  void abort_case();
  void end_case();
  /// One that does not run.
  void skip_case(const SuiteUnit& unit, const CaseUnit& test, std::string_view reason);
  /// Behind the last one of a suite that did not run.
  void leave_skipped();

  /// Of all what follows nothing will run.
  void abort_run() { is_aborted_ = true; }
  /// Why Boost.Test announced no child of the innermost suite.
  std::string why_not_run() const;

  // Entries, in the order in which Boost.Test sends them. It has no locks: what assertions on
  // several threads make of that order ends in some entry.
  void start_entry(EntryKind kind, const Location& location);
  void start_exception(const Exception& exception);
  void add_value(std::string_view value);
  /// As Entry's.
  bool gather(std::string_view value) { return is_in_entry_ && entry_.gather(value); }
  void add_context(std::string_view frame) { entry_.add_context(frame); }
  void finish_entry();

 private:
  struct Level {
    SuiteUnit unit;
    std::string failure;  // the first one that is none of its cases'
  };
  struct OpenCase {
    handle::Element element;
    std::uint64_t expected_failures = 0;
    bool wants_arguments = false;
    bool is_aborted = false;
    std::uint64_t failed = 0;
    std::uint64_t total = 0;
  };

  void add_loss();
  handle::Suite& suite(const SuiteUnit& unit);
  handle::Suite& suite();
  void adopt_home();
  void set_home(const std::string& path);
  handle::Element open(const SuiteUnit& unit, const CaseUnit& test);
  void add_to(OpenCase& test);
  void add_to_suite();
  void log_arguments(OpenCase& test);
  static EventType type_in(const OpenCase& test, const Entry& entry);
  Event event(EventType type) const;

  Reporter* reporter_ = nullptr;
  SuiteUnit root_;
  std::vector<Level> levels_;
  std::vector<OpenCase> cases_;  // more than one: nested runs
  handle::Suite suite_;          // the one that is open, if any
  std::string suite_path_;
  std::string home_;  // the one that is opened for what comes while none is
  bool is_aborted_ = false;
  bool is_lost_ = false;

  Entry entry_;
  bool is_in_entry_ = false;
};

}  // namespace testcenter::boost_test
