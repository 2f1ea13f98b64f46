#pragma once

#include <testcenter/config.hpp>

#include <map>
#include <string>

namespace testcenter::catch2 {

/// Adds the options of `--reporter testcenter::Xname=value` (keys without X) to the settings.
/// Returns what is wrong with them, in one line; empty if nothing is.
std::string add_options(const std::map<std::string, std::string>& options, Config& config);

}  // namespace testcenter::catch2
