#undef BOOST_TEST_MAIN  // given to the whole target; it belongs to the user's file
#undef BOOST_TEST_MODULE
#include "units.hpp"

#include <boost/test/framework.hpp>

#include <algorithm>

namespace testcenter::boost_test {
namespace {

void append(std::string& text, const std::string& part) {
  if (!text.empty()) text += "; ";
  text += part;
}

std::string labels_of(const ut::test_unit& unit) {
  std::string text;
  for (const std::string& label : unit.p_labels.get()) {
    text += text.empty() ? "labels: " : ", ";
    text += label;
  }
  return text;
}

std::string summary_of(const ut::test_unit& unit) {
  auto text = labels_of(unit);
  const auto timeout = unit.p_timeout.get();
  if (timeout > 0) append(text, "timeout: " + std::to_string(timeout) + " s");
  return text;
}

Location location_of(const ut::test_unit& unit) {
  return {view(unit.p_file_name), static_cast<int>(unit.p_line_num)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// BOOST_DATA_TEST_CASE makes a suite, and in it cases `_0`, `_1` … at the same place.
bool is_of_data(const ut::test_case& test) {
  const std::string& name = test.p_name.get();
  if (name.size() < 2 || name[0] != '_' || !std::all_of(name.begin() + 1, name.end(), is_digit) ||
      test.p_parent_id.get() == ut::INV_TEST_UNIT_ID) {
    return false;
  }
  const auto& parent = ut::framework::get(test.p_parent_id, ut::TUT_SUITE);
  return parent.p_line_num == test.p_line_num && parent.p_file_name == test.p_file_name;
}

bool is_root(const ut::test_unit& unit) {
  return unit.p_id.get() == ut::framework::master_test_suite().p_id.get();
}

}  // namespace

SuiteUnit read(const ut::test_suite& suite) {
  return {is_root(suite) ? suite.p_name.get() : suite.full_name(), summary_of(suite),
          suite.p_description.get(), location_of(suite)};
}

SuiteUnit suite_of(const ut::test_unit& unit) {
  if (unit.p_parent_id.get() == ut::INV_TEST_UNIT_ID) {
    return read(ut::framework::master_test_suite());
  }
  return read(ut::framework::get<ut::test_suite>(unit.p_parent_id));
}

CaseTexts::CaseTexts(const ut::test_case& given) : test(given), summary(summary_of(given)) {
  const auto expected = test.p_expected_failures.get();
  if (expected > 0) append(summary, "expected failures: " + std::to_string(expected));
}

CaseUnit CaseTexts::unit() const {
  return {test.p_name.get(),
          summary,
          test.p_description.get(),
          location_of(test),
          test.p_expected_failures.get(),
          is_of_data(test)};
}

bool is_disabled(const ut::test_unit& unit) {
  return unit.p_default_status.get() == ut::test_unit::RS_DISABLED;
}

}  // namespace testcenter::boost_test
