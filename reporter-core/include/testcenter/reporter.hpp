#pragma once

#include <cstdint>
#include <string>

#include <testcenter/config.hpp>
#include <testcenter/model.hpp>
#include <testcenter/statistics.hpp>

/// What an adapter or a home-made harness calls.
///
/// Threads: any thread may add events at any time; one thread at a time opens and closes elements.
/// Nothing here throws, waits for the network, or prints to stdout. Where reporting is off (by
/// setting, after an error in the settings, in a forked child) every call is a cheap no-op.
///
/// The open path: a report has one, suite -> ... -> innermost element. Opening an element below P
/// closes everything that is open below P (API page, "the last element created on each hierarchy
/// level"). A result for an element that is closed already goes to its nearest open ancestor.
namespace testcenter {

class ReporterImpl;
class Suite;
class Case;
class Feature;
class Scenario;
class Step;
class Section;

/// Counts that a framework knows about an element it finished.
struct Tally {
  std::uint64_t failed = 0;
  std::uint64_t total = 0;  ///< 0: unknown
};

/// What every element can do. A handle is a small value; copying it copies a reference.
class Element {
 public:
  Element() = default;

  void add(const Event& event) const;
  void add(const Event& event, FileRole role, const File& file) const;
  /// A screenshot verification; `type` says how it ended, `reference` is the path of the expected
  /// picture in the repository.
  void add_verification(const Event& event, std::string_view reference, const File& actual) const;

  void pass(std::string_view message, Location location = {}) const;
  void fail(std::string_view message, std::string_view detail = {}, Location location = {}) const;
  void log(std::string_view message, std::string_view detail = {}) const;
  void warning(std::string_view message, std::string_view detail = {}) const;
  void skip(std::string_view reason, Location location = {}) const;

  /// Ends the element and what is open below it. A finished element that has no outcome gets one
  /// PASS `Passed in 12 ms`, a failed one a LOG `Failed in 12 ms: 2 of 7 assertions failed`.
  void close() const;
  void close(const Tally& tally) const;

  Section open_section(const Test& test) const;

  std::uint32_t id() const { return id_; }
  explicit operator bool() const { return id_ != 0; }

 protected:
  friend class ReporterImpl;
  Element(ReporterImpl* reporter, std::uint32_t id) : reporter_(reporter), id_(id) {}
  std::uint32_t open(ElementKind kind, const Test& test) const;

  ReporterImpl* reporter_ = nullptr;
  std::uint32_t id_ = 0;
};

/// Below any element.
class Section : public Element {
 private:
  using Element::Element;
  friend class Element;
  friend class Reporter;
};

/// Below a scenario.
class Step : public Element {
 private:
  using Element::Element;
  friend class Scenario;
};

/// Below a feature.
class Scenario : public Element {
 public:
  Scenario() = default;
  Step open_step(const Test& test) const { return Step(reporter_, open(ElementKind::step, test)); }

 private:
  using Element::Element;
  friend class Feature;
};

/// Below a suite or a case.
class Feature : public Element {
 public:
  Feature() = default;
  Scenario open_scenario(const Test& test) const {
    return Scenario(reporter_, open(ElementKind::scenario, test));
  }

 private:
  using Element::Element;
  friend class Suite;
  friend class Case;
};

/// Below a suite.
class Case : public Element {
 public:
  Case() = default;
  Feature open_feature(const Test& test) const {
    return Feature(reporter_, open(ElementKind::feature, test));
  }

 private:
  using Element::Element;
  friend class Suite;
};

/// Below the report.
class Suite : public Element {
 public:
  Suite() = default;
  Case open_case(const Test& test) const { return Case(reporter_, open(ElementKind::test_case, test)); }
  Feature open_feature(const Test& test) const {
    return Feature(reporter_, open(ElementKind::feature, test));
  }

 private:
  using Element::Element;
  friend class Reporter;
};

/// Who reports: shown in the opening line and kept in the journal's header.
struct Origin {
  std::string program;    ///< default: the name of this program
  std::string framework;  ///< "GoogleTest 1.12.1"
};

/// One report, one journal, one sender thread.
class Reporter {
 public:
  /// Resolves the settings, creates the journal and starts the sender thread. If something is wrong
  /// with them, one line on stderr says what, and the reporter is off.
  explicit Reporter(const Config& config = {}, Origin origin = {});
  /// The reporter that an attached adapter uses: off without a word unless TESTCENTER_URL or
  /// TESTCENTER_MODE=spool is set.
  static Reporter attached(Origin origin);
  /// Finishes, unless finish() was called.
  ~Reporter();
  Reporter(Reporter&&) noexcept;
  Reporter& operator=(Reporter&&) = delete;

  /// False where reporting is off.
  bool active() const;

  Suite open_suite(const Test& test);

  /// To the innermost open element: for results whose element the caller does not know.
  void add(const Event& event);
  void add(const Event& event, FileRole role, const File& file);
  /// To the innermost open element. Before the first element they are dropped and counted.
  Section open_section(const Test& test);

  /// Makes testcenter::log() and its like go here. The last one made current wins.
  void make_current();

  /// Waits while the server makes progress, gives up after `stall_timeout` without any and after
  /// `exit_timeout` in all; prints the closing line; deletes the journal if everything was
  /// acknowledged. Later calls on this reporter do nothing.
  void finish();

  Statistics statistics() const;
  /// 0 until the server answered the first suite.
  std::int64_t report_id() const;
  /// Empty where there is none.
  std::string journal_path() const;

 private:
  explicit Reporter(ReporterImpl* impl) : impl_(impl) {}
  ReporterImpl* impl_;  // leaked on purpose once it was active: see docs/architecture.md
};

}  // namespace testcenter
