#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace testcenter::config {

enum class Plus { is_plus, is_space };

/// Undoes percent-encoding. Nothing if a `%` is not followed by two hexadecimal digits, or if a
/// control character comes out.
std::optional<std::string> percent_decoded(std::string_view text, Plus plus);

}  // namespace testcenter::config
