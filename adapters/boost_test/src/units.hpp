#pragma once

#include "run_tree.hpp"

#include <boost/test/tree/test_unit.hpp>

#include <string>
#include <string_view>

/// Reads Boost.Test's units.
namespace testcenter::boost_test {

namespace ut = ::boost::unit_test;

template <typename Text>
std::string_view view(const Text& text) {
  return {text.begin(), static_cast<std::size_t>(text.end() - text.begin())};
}
inline std::string_view view(const std::string& text) { return text; }

SuiteUnit read(const ut::test_suite& suite);
/// The suite of a case.
SuiteUnit suite_of(const ut::test_unit& unit);

/// A case, and the texts that the other one looks at.
struct CaseTexts {
  explicit CaseTexts(const ut::test_case& given);
  CaseUnit unit() const;

  const ut::test_case& test;
  std::string summary;
};

bool is_disabled(const ut::test_unit& unit);

}  // namespace testcenter::boost_test
