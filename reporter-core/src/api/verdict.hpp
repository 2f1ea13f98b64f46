#pragma once

#include "api/client.hpp"

#include <cstddef>
#include <vector>

namespace testcenter::api {

/// What a reply means (the failure table). The server's words are never trusted: they are cut, made
/// sendable and put on one line.

/// HTML: somebody else answered, a proxy or a web server's login.
bool is_page(const http::Response& response);

/// `report_id` is the one that was asked for, 0 for none. It also stands in where an answer has a
/// run id but names no report.
SuiteAnswer judge_suite(const http::Reply& reply, std::int64_t report_id);
RunAnswer judge_run(const http::Reply& reply);
Answer judge_event(const http::Reply& reply);
BatchAnswer judge_batch(const http::Reply& reply, std::size_t count);

}  // namespace testcenter::api
