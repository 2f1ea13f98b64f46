#pragma once

#include <testcenter/config.hpp>
#include <testcenter/result.hpp>

#include <map>
#include <string>

namespace testcenter::catch2 {

/// Adds the options of `--reporter testcenter::Xname=value` (keys without X) to the settings. The
/// error is one line.
Status add_options(const std::map<std::string, std::string>& options, Config& config);

}  // namespace testcenter::catch2
