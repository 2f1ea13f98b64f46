#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace testcenter::test {

/// A report as text, to be read by people and compared: one line an element or event, everything
/// else indented below. Durations become TIME, and of long texts only the length and both ends are
/// kept. `source_root` is taken out of paths that stand in texts.
std::string tree_text(const nlohmann::json& report, const std::string& source_root);

}  // namespace testcenter::test
