#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace testcenter::config {

/// How many characters must be inserted, removed or changed to make one of the other.
unsigned edit_distance(std::string_view a, std::string_view b);

/// How far a name may be from a setting's that somebody may have meant.
inline constexpr unsigned furthest_suggestion = 3;

/// The setting whose name is nearest to `name`, if it is at most `furthest` edits away.
std::optional<std::string> nearest_setting(std::string_view name, unsigned furthest);

}  // namespace testcenter::config
