#pragma once

#include <testcenter/result.hpp>

#include "config/level.hpp"
#include "config/settings.hpp"

#include <vector>

namespace testcenter::config {

/// Decides between token and user: the highest level that gives either wins, and a level that gives
/// both is an error. A password may stand on another level than its user, so that the name can be
/// in a file and the secret in the environment. `levels` begins with the highest.
Status resolve_credentials(const std::vector<Level>& levels, Settings& settings);

}  // namespace testcenter::config
