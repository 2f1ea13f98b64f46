#pragma once

#include <testcenter/config.hpp>
#include <testcenter/result.hpp>

#include "config/settings.hpp"
#include "config/values.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace testcenter::config {

/// One row of the settings' table. Its three spellings (Config member, variable, name in
/// testcenter.json) and all that is done with it derive from here. An error's message is the end
/// of a sentence that begins with the setting and its value.
struct Setting {
  std::string_view name;
  JsonType json_type;

  /// An empty text counts as not given.
  bool (*is_given)(const Config& config);
  /// The value as text; nothing secret. Precondition of this and of the functions that take a const
  /// Config: the setting is given.
  std::string (*shown)(const Config& config);
  /// The value that won, as text, nothing secret; empty: there is none. Null for what
  /// credentials.hpp decides.
  std::string (*settled)(const Settings& settings);
  /// `text` without what is secret in it, even if it cannot be read.
  std::string (*masked)(std::string_view text);
  /// Reads text into the setting and checks it.
  Status (*read)(std::string_view text, Config& config);
  Status (*check)(const Config& config);
  /// Copies the value into the settings of the run, and looks at the files it names. Relative paths
  /// start at `folder`. Null for what credentials.hpp decides.
  Status (*apply)(const Config& config, const std::string& folder, Settings& settings);
};

inline constexpr std::size_t setting_count = 27;

const std::array<Setting, setting_count>& all_settings();

/// Null if there is none of that name.
const Setting* find_setting(std::string_view name);

/// "stall_timeout" -> "TESTCENTER_STALL_TIMEOUT"
std::string variable_name(std::string_view name);

}  // namespace testcenter::config
