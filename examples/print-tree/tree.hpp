#pragma once

#include <nlohmann/json.hpp>

#include <ostream>

namespace print_tree {

/// Prints a report as `GET /api/reports/ID` answers it: elements and events in the order in which
/// they came, one line each. Throws nlohmann::json::exception if it has another form.
void print_report(std::ostream& out, const nlohmann::json& report);

}  // namespace print_tree
