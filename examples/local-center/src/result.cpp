#include "result.hpp"

#include <algorithm>
#include <array>

namespace local_center {
namespace {

constexpr std::array result_names = {"NONE",  "SKIPPED", "XFAIL", "PASS",
                                     "XPASS", "FAIL",    "ERROR", "FATAL"};

}  // namespace

Result result_of(const std::string& event_type) {
  const auto found = std::find(result_names.begin(), result_names.end(), event_type);
  return found == result_names.end() ? Result::none
                                     : static_cast<Result>(found - result_names.begin());
}

Result worse(Result a, Result b) { return std::max(a, b); }

const char* to_string(Result result) { return result_names[static_cast<std::size_t>(result)]; }

}  // namespace local_center
