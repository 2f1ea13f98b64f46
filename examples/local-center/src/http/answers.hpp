#pragma once

#include <httplib.h>
#include <nlohmann/json.hpp>

#include <string>

namespace local_center {

void answer_json(httplib::Response& response, int status, const nlohmann::json& body);

/// `{code, message}`; a message that quotes half the request is cut.
void answer_error(httplib::Response& response, int status, const std::string& message);

}  // namespace local_center
