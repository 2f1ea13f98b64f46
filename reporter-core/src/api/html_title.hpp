#pragma once

#include <string>
#include <string_view>

namespace testcenter::api {

/// What stands in a page's <title>, as it is written there; empty where there is none.
std::string_view html_title(std::string_view page);

}  // namespace testcenter::api
