#pragma once

#include <testcenter/model.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

/// What the faces to Catch2 v2 and v3 have in common. Knows nothing of Catch2's headers.
namespace testcenter::catch2 {

struct CaseStart {
  std::string_view name;
  std::string_view tags;  ///< "[one][two]"
  Location location;
  bool may_fail = false;     ///< [!mayfail] or [!shouldfail]
  bool should_fail = false;  ///< [!shouldfail]
};

/// As Catch2 counts.
struct CaseEnd {
  std::uint64_t failed = 0;         ///< assertions
  std::uint64_t failed_but_ok = 0;  ///< assertions of a case that may fail
  std::uint64_t assertions = 0;     ///< all of them
  bool is_failed = false;           ///< the case
};

enum class Outcome : std::uint8_t { passed, warned, skipped, failed, threw, crashed };

struct Assertion {
  Outcome outcome = Outcome::passed;
  std::string_view message;
  std::string_view detail;
  Location location;
  bool goes_on = false;  ///< the test does, behind a failure
};

enum class Asked : std::uint8_t {
  by_name,  ///< `--reporter testcenter`
  attached  ///< a listener: reports only if the environment asks for it
};

/// One run of the tests, from the reporter's constructor to the run's end; a further one that is
/// asked for in the same way goes on in its report. Everything is a cheap no-op where nothing is
/// reported: before begin(), without settings, beside a reporter that was asked for by name, in a
/// forked child. Nothing throws. add() and log() may be called by any thread, the rest by one at a
/// time.
class Run {
 public:
  using Options = std::map<std::string, std::string>;

  explicit Run(Asked asked);
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  /// True if begin() will report, as far as the environment tells: who is not wanted need not ask
  /// Catch2 for passing assertions. Reads the environment; may be called while static objects are
  /// made.
  static bool is_wanted(Asked asked);

  /// `name`: of the suite. `options`: those given with the reporter's name, keys without `X`. What
  /// is wrong with them is said on stderr in one line, and nothing is reported.
  void begin(std::string_view name, std::string_view framework, const Options& options = {});
  bool is_reporting() const;

  void log(std::string_view message, std::string_view detail = {});
  void start_case(const CaseStart& start);
  void start_section(std::string_view name, const Location& location);
  void add(const Assertion& assertion);
  void end_section(bool lacks_assertions);
  void end_case(const CaseEnd& end);
  /// No case matched a part of the selection.
  void lack_cases(std::string_view selection);

  /// A signal has come: what follows is called by its handler. From here on results are only
  /// appended, and end() waits at most two seconds.
  void crash();
  void end();

 private:
  struct State;
  template <typename Action>
  void while_reporting(Action action) noexcept;

  std::unique_ptr<State> state_;
};

}  // namespace testcenter::catch2
