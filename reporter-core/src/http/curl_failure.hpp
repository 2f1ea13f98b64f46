#pragma once

#include "http/curl_session.hpp"
#include "http/endpoint.hpp"
#include "http/transport.hpp"

#include <chrono>

namespace testcenter::http {

/// What it means that a transfer ended without an answer.
Failure judge_ending(const Ending& ending, const Endpoint& endpoint,
                     std::chrono::milliseconds request_timeout);

}  // namespace testcenter::http
