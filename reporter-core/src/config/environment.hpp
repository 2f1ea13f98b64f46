#pragma once

#include <testcenter/result.hpp>

#include "config/level.hpp"
#include "config/settings.hpp"

#include <string>
#include <vector>

namespace testcenter::config {

/// The variable's value; an empty one counts as not set.
std::string variable(const Surroundings& surroundings, const std::string& name);

Result<Level> read_environment(const Surroundings& surroundings);

/// One line for each variable that begins with TESTCENTER_ and looks like a misspelt one of ours.
std::vector<std::string> misspelt_variables(const Surroundings& surroundings);

}  // namespace testcenter::config
