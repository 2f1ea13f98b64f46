#undef BOOST_TEST_MAIN  // given to the whole target; it belongs to the user's file
#undef BOOST_TEST_MODULE
#include "formatter.hpp"

#include "arguments.hpp"

#include <boost/test/debug.hpp>
#include <boost/test/execution_monitor.hpp>
#include <boost/test/framework.hpp>
#include <boost/test/tree/traverse.hpp>
#include <boost/test/tree/visitor.hpp>
#include <boost/test/utils/lazy_ostream.hpp>

#include <sstream>
#include <string>
#include <typeinfo>

namespace testcenter::boost_test {
namespace {

Location location(const ut::const_string& file, std::size_t line) {
  return {view(file), static_cast<int>(line)};
}

bool is_suite(const ut::test_unit& unit) { return unit.p_type == ut::TUT_SUITE; }

const ut::test_suite& as_suite(const ut::test_unit& unit) {
  return static_cast<const ut::test_suite&>(unit);
}
const ut::test_case& as_case(const ut::test_unit& unit) {
  return static_cast<const ut::test_case&>(unit);
}

EntryKind kind_of(ut::unit_test_log_formatter::log_entry_types type) {
  using Formatter = ut::unit_test_log_formatter;
  switch (type) {
    case Formatter::BOOST_UTL_ET_INFO:
      return EntryKind::passed;
    case Formatter::BOOST_UTL_ET_MESSAGE:
      return EntryKind::message;
    case Formatter::BOOST_UTL_ET_WARNING:
      return EntryKind::warning;
    case Formatter::BOOST_UTL_ET_ERROR:
      return EntryKind::error;
    case Formatter::BOOST_UTL_ET_FATAL_ERROR:
      break;
  }
  return EntryKind::fatal_error;
}

std::string framework_name() {
  return "Boost.Test " + std::to_string(BOOST_VERSION / 100000) + "." +
         std::to_string(BOOST_VERSION / 100 % 1000) + "." + std::to_string(BOOST_VERSION % 100);
}

#if !defined(BOOST_NO_TYPEID)
/// One array of characters and nothing else, as BOOST_CHECK_THROW has it: its length is a part of
/// the type, lazy_ostream_impl<lazy_ostream, char[7]>.
bool is_literal(const ut::lazy_ostream& text) {
  static constexpr std::string_view array =
      "N5boost9unit_test17lazy_ostream_implINS0_12lazy_ostreamEA";
  const std::string_view type = typeid(text).name();
  if (type.substr(0, array.size()) != array) return false;
  const auto behind_length = type.find('_', array.size());
  return behind_length != std::string_view::npos && type.substr(behind_length, 3) == "_cR";
}
#else
bool is_literal(const ut::lazy_ostream& /*text*/) { return false; }
#endif

/// It leaves one alone that somebody else handles, and under a debugger all of them.
bool catches_faults() { return catches_system_errors() && !boost::debug::under_debugger(); }

}  // namespace

/// Reports the cases below a suite as skipped, but for those that Boost.Test announced.
class Formatter::Skipping : public ut::test_tree_visitor {
 public:
  Skipping(Formatter& formatter, RunTree& tree, const ut::test_suite& top, std::string_view reason)
      : formatter_(formatter), tree_(tree), top_(top), reason_(reason) {}

  void visit(const ut::test_case& test) override {
    formatter_.skip(tree_, test, is_disabled(test) ? "disabled" : reason_);
  }
  bool test_suite_start(const ut::test_suite& suite) override {
    return &suite == &top_ || formatter_.announced_.insert(suite.p_id).second;
  }

 private:
  Formatter& formatter_;
  RunTree& tree_;
  const ut::test_suite& top_;
  const std::string_view reason_;
};

Formatter::Formatter(Run& run) : run_(run) { m_log_level = ut::log_successful_tests; }

void Formatter::begin() {
  if (run_.has_begun()) return;
  announced_.clear();
  is_selection_given_ = is_selection_given();
  run_.begin(view(ut::framework::master_test_suite().p_name.get()),
             {framework_name(), {}, catches_faults()});
}

void Formatter::log_start(std::ostream& /*out*/, ut::counter_t /*cases*/) {
  run_.start_log();
  begin();
}

/// Configurations of the user's may still say something; the run ends behind them.
void Formatter::log_finish(std::ostream& /*out*/) {}

#if BOOST_VERSION >= 107000
void Formatter::log_build_info(std::ostream& /*out*/, bool /*wanted*/) {}

void Formatter::test_unit_timed_out(std::ostream& /*out*/, const ut::test_unit& unit) {
  if (!is_suite(unit)) return;  // a case has its exception
  run_.tell([](RunTree& tree) { tree.time_out_suite(); });
}
#else
void Formatter::log_build_info(std::ostream& /*out*/) {}
#endif

void Formatter::test_unit_start(std::ostream& /*out*/, const ut::test_unit& unit) {
  begin();
  if (unit.p_timeout.get() > 0) run_.enter_timed_unit();
  run_.tell([&](RunTree& tree) {
    announced_.insert(unit.p_id);
    if (is_suite(unit)) return tree.start_suite(read(as_suite(unit)));
    tree.start_case(suite_of(unit), CaseTexts(as_case(unit)).unit());
  });
}

void Formatter::test_unit_finish(std::ostream& /*out*/, const ut::test_unit& unit,
                                 unsigned long /*elapsed*/) {
  run_.tell([&](RunTree& tree) {
    if (!is_suite(unit)) return tree.end_case();
    skip_below(tree, as_suite(unit), tree.why_not_run());
    tree.end_suite();
  });
  if (unit.p_timeout.get() > 0) run_.leave_timed_unit();
}

void Formatter::test_unit_skipped(std::ostream& /*out*/, const ut::test_unit& unit,
                                  ut::const_string reason) {
  run_.tell([&](RunTree& tree) {
    if (is_suite(unit)) {
      announced_.insert(unit.p_id);
      return skip_below(tree, as_suite(unit), view(reason));
    }
    skip(tree, as_case(unit), view(reason));
  });
}

/// Once. What a filter took is left out: nobody disabled it.
void Formatter::skip(RunTree& tree, const ut::test_case& test, std::string_view reason) {
  if (!announced_.insert(test.p_id).second) return;
  if (!test.is_enabled() && (is_selection_given_ || !is_disabled(test))) return;
  tree.skip_case(suite_of(test), CaseTexts(test).unit(), reason);
}

void Formatter::skip_below(RunTree& tree, const ut::test_suite& suite, std::string_view reason) {
  Skipping visitor(*this, tree, suite, reason);
  ut::traverse_test_tree(suite, visitor, true);
  tree.leave_skipped();
}

void Formatter::test_unit_aborted(std::ostream& /*out*/, const ut::test_unit& unit) {
  if (is_suite(unit)) return;
  run_.tell([](RunTree& tree) { tree.abort_case(); });
}

void Formatter::log_exception_start(std::ostream& /*out*/,
                                    const ut::log_checkpoint_data& checkpoint,
                                    const ::boost::execution_exception& exception) {
  begin();
  run_.forget_interrupted();
  const auto& where = exception.where();
  run_.tell([&](RunTree& tree) {
    tree.start_exception(
        {static_cast<int>(exception.code()),
         view(exception.what()),
         view(where.m_function),
         location(where.m_file_name, where.m_line_num),
         {location(checkpoint.m_file_name, checkpoint.m_line_num), checkpoint.m_message}});
  });
}

void Formatter::log_exception_finish(std::ostream& /*out*/) { finish_entry(); }

void Formatter::log_entry_start(std::ostream& /*out*/, const ut::log_entry_data& entry,
                                log_entry_types type) {
  begin();
  is_in_pass_ = type == BOOST_UTL_ET_INFO;
  is_quoted_ = false;
  run_.tell([&](RunTree& tree) {
    tree.start_entry(kind_of(type), {entry.m_file_name, static_cast<int>(entry.m_line_num)});
  });
}

void Formatter::log_entry_value(std::ostream& /*out*/, ut::const_string value) {
  is_quoted_ = is_in_pass_ && view(value) == "'";
  run_.add_value(view(value));
}

/// Maybe nobody else writes this one, so an operator<< that throws must not fail the test. It is
/// the user's, may log something itself or take its time: not within a call to the tree.
void Formatter::log_entry_value(std::ostream& /*out*/, const ut::lazy_ostream& value) {
  if (!run_.is_reporting()) return;
  // Words about a failure that is none: their operands may be good only where it is one, and
  // nobody else prints them.
  if (is_quoted_ && !is_literal(value)) return run_.add_value("...");
  std::ostringstream text;
  bool is_whole = false;
  contained([&] {
    text << value;
    is_whole = true;
  });
  contained([&] { run_.add_value(text.str()); });
  if (!is_whole) run_.add_value("(an operator<< threw)");
}

void Formatter::log_entry_finish(std::ostream& /*out*/) { finish_entry(); }

void Formatter::finish_entry() {
  run_.tell([&](RunTree& tree) {
    tree.finish_entry();
    if (!run_.is_running()) tree.close_suite();
  });
}

void Formatter::entry_context_start(std::ostream& /*out*/, ut::log_level /*level*/) {}

void Formatter::log_entry_context(std::ostream& /*out*/, ut::log_level /*level*/,
                                  ut::const_string frame) {
  run_.tell([&](RunTree& tree) { tree.add_context(view(frame)); });
}

void Formatter::entry_context_finish(std::ostream& /*out*/, ut::log_level /*level*/) {}

void Formatter::set_log_level(ut::log_level /*level*/) {}

}  // namespace testcenter::boost_test
