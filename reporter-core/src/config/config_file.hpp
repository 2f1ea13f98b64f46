#pragma once

#include <testcenter/result.hpp>

#include "config/level.hpp"

#include <optional>
#include <string>

namespace testcenter::config {

/// Reads the first `testcenter.json` from `folder` upward. Nothing if there is none.
Result<std::optional<Level>> read_config_file(const std::string& folder);

/// `content` as if it stood in the file `path`.
Result<Level> parse_config_file(const std::string& path, const std::string& content);

}  // namespace testcenter::config
