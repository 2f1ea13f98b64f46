#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace testcenter::test {

/// A report of the local center as indented lines: `suite S`, `  case C`, `    FAIL message`.
/// Durations become T.
std::vector<std::string> outline(const nlohmann::json& report);

}  // namespace testcenter::test
