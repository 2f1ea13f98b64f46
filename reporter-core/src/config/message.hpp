#pragma once

#include <string>
#include <string_view>

namespace testcenter::config {

/// `text` in double quotes, on one line: control characters are escaped, long text is cut.
std::string in_quotes(std::string_view text);

bool has_control_character(std::string_view text);

}  // namespace testcenter::config
