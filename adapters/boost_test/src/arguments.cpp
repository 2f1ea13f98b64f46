#undef BOOST_TEST_MAIN  // given to the whole target; it belongs to the user's file
#undef BOOST_TEST_MODULE
#include "arguments.hpp"

#include <boost/test/unit_test_parameters.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace testcenter::boost_test {
namespace {

namespace given = boost::unit_test::runtime_config;
using Store = boost::runtime::arguments_store;
using Texts = std::vector<std::string>;

const Store::storage_type& stored_in(const Store& store);

/// Lets stored_in() see what is private: where a template is instantiated explicitly, nobody asks
/// for access.
template <Store::storage_type Store::*Member>
struct Opened {
  friend const Store::storage_type& stored_in(const Store& store) { return store.*Member; }
};
template struct Opened<&Store::m_arguments>;

/// Store::get() compares addresses of statics, and throws. The program's are not those of a library
/// that another compiler made, and one that is linked statically would get ours instead of its own.
template <typename Value>
const Value* argument(const std::string& parameter) {
  const auto& arguments = stored_in(given::argument_store());
  const auto found = arguments.find(parameter);
  if (found == arguments.end()) return nullptr;
  return &static_cast<const boost::runtime::typed_argument<Value>&>(*found->second).p_value.get();
}

/// Others only add to what would run, or take away from it.
bool is_selector(const std::string& filter) {
  return !filter.empty() && filter[0] != '!' && filter[0] != '+';
}

}  // namespace

bool is_selection_given() {
  const auto* filters = argument<Texts>(given::btrt_run_filters);
  return filters != nullptr && std::any_of(filters->begin(), filters->end(), is_selector);
}

bool is_logger_given() {
  const auto* loggers = argument<Texts>(given::btrt_combined_logger);
  return loggers != nullptr && !loggers->empty();
}

bool catches_system_errors() {
  const auto* is_wanted = argument<bool>(given::btrt_catch_sys_errors);
  return is_wanted != nullptr && *is_wanted;
}

}  // namespace testcenter::boost_test
