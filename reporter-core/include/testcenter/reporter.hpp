#pragma once

#include <testcenter/config.hpp>
#include <testcenter/export.hpp>
#include <testcenter/model.hpp>
#include <testcenter/statistics.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// What an adapter or a home-made harness calls.
///
/// Threads: any thread may add events at any time; one thread at a time opens and closes elements.
/// Nothing here throws, waits for the network, or prints to stdout. Where reporting is off (by
/// setting, after an error in the settings, in a forked child) every call is a cheap no-op.
///
/// The open path: a report has one, suite -> ... -> innermost element. Opening an element below P
/// closes everything that is open below P (API page: results go to "the last element created on
/// each hierarchy level"). A result for an element that is closed already goes to its nearest open
/// ancestor.
namespace testcenter {

class Reporter;

namespace core {
class ReporterCore;
}

/// Counts that a framework knows about an element it finished. They are told where `failed` covers
/// all failures that were reported there.
struct Tally {
  std::uint64_t failed = 0;
  std::uint64_t total = 0;  ///< 0: unknown
};

/// Typed handles of open elements: small values that may be copied, kept and compared by id. Each
/// opens only what the API allows below it, so that a wrong parent does not compile.
namespace handle {

class Section;

/// What every element can do.
class TESTCENTER_API Element {
 public:
  Element() = default;

  void add(const Event& event) const;
  /// The file is copied beside the journal before this returns. One that cannot be sent (missing,
  /// unreadable, a folder, empty, larger than `attachment_limit`) becomes a WARNING that names it;
  /// the event itself is sent without it.
  void add(const Event& event, FileRole role, const File& file) const;
  /// A screenshot verification: `event.type` says how it ended, `reference` is the path of the
  /// expected picture in the repository.
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

  /// Makes this the innermost element again, while what is open below it stays open: for frameworks
  /// that come back to a section. Lasts until anything is opened or closed. False if it is not open
  /// any more.
  bool enter() const;

  Section open_section(const Test& test) const;

  std::uint32_t id() const { return id_; }
  /// False for an element that was never opened.
  explicit operator bool() const { return id_ != 0; }

 protected:
  Element(core::ReporterCore* core, std::uint32_t id) : core_(core), id_(id) {}
  /// Opens a child.
  Element open(ElementKind kind, const Test& test) const;

 private:
  friend class testcenter::Reporter;
  core::ReporterCore* core_ = nullptr;
  std::uint32_t id_ = 0;
};

/// Below any element.
class Section : public Element {
 public:
  Section() = default;
  explicit Section(Element element) : Element(element) {}
};

/// Below a scenario.
class Step : public Element {
 public:
  Step() = default;
  explicit Step(Element element) : Element(element) {}
};

/// Below a feature.
class Scenario : public Element {
 public:
  Scenario() = default;
  explicit Scenario(Element element) : Element(element) {}
  Step open_step(const Test& test) const { return Step(open(ElementKind::step, test)); }
};

/// Below a suite or a case.
class Feature : public Element {
 public:
  Feature() = default;
  explicit Feature(Element element) : Element(element) {}
  Scenario open_scenario(const Test& test) const {
    return Scenario(open(ElementKind::scenario, test));
  }
};

/// Below a suite.
class Case : public Element {
 public:
  Case() = default;
  explicit Case(Element element) : Element(element) {}
  Feature open_feature(const Test& test) const { return Feature(open(ElementKind::feature, test)); }
};

/// Below the report.
class Suite : public Element {
 public:
  Suite() = default;
  explicit Suite(Element element) : Element(element) {}
  Case open_case(const Test& test) const { return Case(open(ElementKind::test_case, test)); }
  Feature open_feature(const Test& test) const { return Feature(open(ElementKind::feature, test)); }
};

inline Section Element::open_section(const Test& test) const {
  return Section(open(ElementKind::section, test));
}

}  // namespace handle

/// Who reports: shown in the opening line and kept in the journal's header.
struct Origin {
  std::string framework;  ///< "GoogleTest 1.12.1"
  std::string program;    ///< default: this program's file name
  /// The framework catches SEGV, BUS, FPE, ILL and ABRT itself unless somebody else does, and its
  /// adapter reports them: then the reporter leaves these alone (docs/durability.md).
  bool catches_faults = false;
  /// Made for what comes before or behind the framework's runs, while the program may have put
  /// stdout and stderr elsewhere: they are left alone until make_current(), that is, the next run.
  bool is_outside_of_runs = false;
};

/// One report, one journal, one sender thread.
class TESTCENTER_API Reporter {
 public:
  /// Resolves the settings (docs/configuration.md), creates the journal and starts the sender
  /// thread. If something is wrong with them, one line on stderr says what, and the reporter is
  /// off. `command_line`: what the user asked for there, if the framework has such options;
  /// `config` wins over it.
  explicit Reporter(const Config& config = {}, const Origin& origin = {},
                    const Config& command_line = {});
  /// What an attached adapter uses: off without a word unless TESTCENTER_URL or
  /// TESTCENTER_MODE=spool is set.
  static Reporter attached(const Origin& origin);
  /// For adapters whose framework may run its tests several times in a process: the next run goes
  /// on in the report of `before`, whose Reporter is finished; null if there is none. Without
  /// `config` it is attached(). For a run a thread makes the report while the caller waits, who
  /// must hold no lock that it may need.
  static Reporter after(const Reporter* before, const std::optional<Config>& config,
                        const Origin& origin, const Config& command_line = {});
  /// True if attached() would report, or complain about the settings. Reads the environment; may be
  /// called while static objects are made.
  static bool is_requested();
  /// Finishes, unless finish() was called.
  ~Reporter();

  Reporter(Reporter&& other) noexcept;
  Reporter& operator=(Reporter&&) = delete;

  /// False where reporting is off, after finish(), and in a forked child.
  bool active() const;
  /// True once finish() is done, also the one at exit(), if reporting was on until then: what comes
  /// later may go on with another Reporter (after()).
  bool finished() const;

  handle::Suite open_suite(const Test& test);

  /// Names a suite that is opened for whatever comes while no suite is open: from reporters of a
  /// framework that runs code around its suites. Who calls this closes it, too (`suite()`).
  void set_home(std::string_view suite);

  /// To the innermost open element: for results whose element the caller does not know. Where no
  /// suite is open and none was named by set_home(), they are dropped and counted.
  void add(const Event& event);
  void add(const Event& event, FileRole role, const File& file);
  void add_verification(const Event& event, std::string_view reference, const File& actual);

  /// The innermost open element, or an empty handle.
  handle::Element innermost() const;
  /// The suite that is open, or an empty handle.
  handle::Suite suite() const;

  /// For frameworks whose signal handlers leave a test by siglongjmp(), as Boost.Test's do:
  /// whatever the calling thread was doing before never goes on. Should it have been in a call of
  /// this Reporter, other threads, and itself, get in again; the result it was handing in is
  /// dropped and counted. Without this, such a thread's later results would be.
  void forget_interrupted();

  /// Makes the functions and scopes of <testcenter/testcenter.hpp> go here until finish(). The last
  /// reporter made current wins. One that was made outside of runs captures output from here on.
  void make_current();
  /// Ends that, for a run that ends without finish(): they go nowhere. No-op unless it is current.
  void resign();

  /// Waits while the server makes progress, gives up after `stall_timeout` without any and after
  /// `exit_timeout` in all; prints the closing line; deletes the journal if everything was
  /// acknowledged. Runs once; at exit() by itself, for reporters that are still open then. An
  /// element that is still open then gets a FATAL: the process ended inside of it.
  void finish();

  /// finish() for a framework's signal handler: closes and appends, waits without a lock until
  /// everything is sent, and has no closing line. Who is not done then leaves the journal, and says
  /// where.
  void finish_in_handler(std::chrono::milliseconds at_most);

  Statistics statistics() const;
  /// The one that was given, else 0 until the server answered the first suite.
  std::int64_t report_id() const;
  /// Empty where there is none, or it was deleted after everything was acknowledged.
  std::string journal_path() const;

 private:
  explicit Reporter(core::ReporterCore* core) : core_(core) {}
  core::ReporterCore* core_;  // owned by the process, not by us: see docs/architecture.md
};

}  // namespace testcenter
