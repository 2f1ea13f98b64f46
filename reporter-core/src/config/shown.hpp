#pragma once

#include "config/settings.hpp"

#include <string>
#include <vector>

namespace testcenter::config {

/// A setting as it counts, for people.
struct ShownSetting {
  std::string name;
  std::string value;   ///< nothing secret; empty: there is none
  std::string source;  ///< as in Settings::sources; else "default"
};

/// All settings, in the order of docs/configuration.md.
std::vector<ShownSetting> show(const Settings& settings);

}  // namespace testcenter::config
