#pragma once

#include "../model.hpp"

#include <nlohmann/json.hpp>

namespace local_center {

// The JSON objects of the upload API, turned into our own types. Each throws Breach with the reason
// when the object is not exactly as the API describes it.

SuiteRequest parse_suite_request(const nlohmann::json& body);
ElementRequest parse_element_request(const nlohmann::json& body);
Event parse_event(const nlohmann::json& body);

}  // namespace local_center
