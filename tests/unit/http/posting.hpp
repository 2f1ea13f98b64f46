#pragma once

#include "http/curl_transport.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <variant>

namespace testcenter::http {

inline void PrintTo(Failure::Kind kind, std::ostream* out) {
  constexpr const char* names[] = {"not_sent", "outcome_unknown", "aborted", "unusable"};
  *out << names[static_cast<int>(kind)];
}

}  // namespace testcenter::http

namespace testcenter::test {

inline http::ConnectionSettings settings_for(const std::string& url) {
  http::ConnectionSettings settings;
  settings.base_url = url;
  settings.user_agent = "unit-test/1";
  return settings;
}

inline http::Reply post(http::Transport& transport, std::string_view body = "{}",
                        std::string_view path = "/upload/cases") {
  http::Request request;
  request.path = path;
  request.body = body;
  return transport.post(request);
}

inline http::Reply post_once(const http::ConnectionSettings& settings) {
  return post(*http::make_curl_transport(settings));
}

/// Fails the test and gives a status of -1 if there is no answer.
inline http::Response answer_of(const http::Reply& reply) {
  if (const auto* response = std::get_if<http::Response>(&reply)) return *response;
  ADD_FAILURE() << "no answer: " << std::get<http::Failure>(reply).reason;
  http::Response none;
  none.status = -1;
  return none;
}

/// Fails the test if there is an answer, or another kind of failure.
inline std::string reason_of(const http::Reply& reply, http::Failure::Kind kind) {
  const auto* failure = std::get_if<http::Failure>(&reply);
  if (failure == nullptr) {
    ADD_FAILURE() << "answered with " << std::get<http::Response>(reply).status;
    return {};
  }
  EXPECT_EQ(failure->kind, kind) << failure->reason;
  EXPECT_EQ(failure->reason.find('\n'), std::string::npos) << failure->reason;
  EXPECT_FALSE(failure->reason.empty());
  return failure->reason;
}

}  // namespace testcenter::test
