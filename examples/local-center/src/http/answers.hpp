#pragma once

#include <httplib.h>
#include <nlohmann/json.hpp>

#include <string>

namespace local_center {

/// Answers with these bytes as they are. httplib compresses what it is given as content, which for
/// a megabyte of JSON takes it seconds.
void answer_bytes(httplib::Response& response, std::string bytes, const std::string& type);

void answer_json(httplib::Response& response, int status, const nlohmann::json& body);

/// `{code, message}`; a message that quotes half the request is cut.
void answer_error(httplib::Response& response, int status, const std::string& message);

}  // namespace local_center
