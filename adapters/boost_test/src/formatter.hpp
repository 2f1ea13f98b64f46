#pragma once

#include "run.hpp"
#include "units.hpp"

#include <boost/test/unit_test_log_formatter.hpp>
#include <boost/version.hpp>

#include <ostream>
#include <unordered_set>

namespace testcenter::boost_test {

/// The face to Boost.Test's log: beside whatever formatters print, with a level of its own.
class Formatter final : public ut::unit_test_log_formatter {
 public:
  explicit Formatter(Run& run);

  using ut::unit_test_log_formatter::test_unit_skipped;

  void log_start(std::ostream& out, ut::counter_t cases) override;
  void log_finish(std::ostream& out) override;
#if BOOST_VERSION >= 107000
  void log_build_info(std::ostream& out, bool wanted) override;
  void test_unit_timed_out(std::ostream& out, const ut::test_unit& unit) override;
#else
  void log_build_info(std::ostream& out) override;
#endif

  void test_unit_start(std::ostream& out, const ut::test_unit& unit) override;
  void test_unit_finish(std::ostream& out, const ut::test_unit& unit,
                        unsigned long elapsed) override;
  void test_unit_skipped(std::ostream& out, const ut::test_unit& unit,
                         ut::const_string reason) override;
  void test_unit_aborted(std::ostream& out, const ut::test_unit& unit) override;

  void log_exception_start(std::ostream& out, const ut::log_checkpoint_data& checkpoint,
                           const ::boost::execution_exception& exception) override;
  void log_exception_finish(std::ostream& out) override;
  void log_entry_start(std::ostream& out, const ut::log_entry_data& entry,
                       log_entry_types type) override;
  void log_entry_value(std::ostream& out, ut::const_string value) override;
  void log_entry_value(std::ostream& out, const ut::lazy_ostream& value) override;
  void log_entry_finish(std::ostream& out) override;
  void entry_context_start(std::ostream& out, ut::log_level level) override;
  void log_entry_context(std::ostream& out, ut::log_level level, ut::const_string frame) override;
  void entry_context_finish(std::ostream& out, ut::log_level level) override;

  /// Boost.Test sets that of the console on all formatters. Ours hears everything.
  void set_log_level(ut::log_level level) override;

 private:
  class Skipping;
  /// With the first callback: configurations may say something ahead of the log's start, or keep it
  /// from us.
  void begin();
  void finish_entry();
  void skip(RunTree& tree, const ut::test_case& test, std::string_view reason);
  void skip_below(RunTree& tree, const ut::test_suite& suite, std::string_view reason);

  Run& run_;
  std::unordered_set<ut::test_unit_id> announced_;
  bool is_selection_given_ = false;
  bool is_in_pass_ = false;
  bool is_quoted_ = false;  // what comes next in it
};

}  // namespace testcenter::boost_test
