#include "http/curl_failure.hpp"

#include "support/text.hpp"

#include <string>

namespace testcenter::http {
namespace {

constexpr std::size_t longest_text = 300;

/// Trying again cannot help: a file or a setting is wrong on our side.
bool is_about_settings(CURLcode code) {
  switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_FAILED_INIT:
    case CURLE_URL_MALFORMAT:
    case CURLE_NOT_BUILT_IN:
    case CURLE_BAD_FUNCTION_ARGUMENT:
    case CURLE_UNKNOWN_OPTION:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
      return true;
    default:
      return false;
  }
}

Failure::Cause cause_of(const Ending& ending, bool has_proxy) {
  switch (ending.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return Failure::Cause::name;
    case CURLE_COULDNT_CONNECT:
      return has_proxy ? Failure::Cause::proxy : Failure::Cause::connection;
    case CURLE_OPERATION_TIMEDOUT:
      if (ending.timed_out) return Failure::Cause::other;
      return ending.text.find("SSL") != std::string::npos ? Failure::Cause::tls
                                                          : Failure::Cause::connection;
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Failure::Cause::proxy;
    case CURLE_RECV_ERROR:  // a proxy that refuses to tunnel
      return has_proxy && !ending.began ? Failure::Cause::proxy : Failure::Cause::other;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return Failure::Cause::tls;
    default:
      return Failure::Cause::other;
  }
}

std::string advice_for(CURLcode code) {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return "; check TESTCENTER_CA_FILE";
    case CURLE_SSL_CERTPROBLEM:
      return "; check TESTCENTER_CLIENT_CERT and TESTCENTER_CLIENT_KEY";
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "; check TESTCENTER_PROXY";
    default:
      return {};
  }
}

/// A proxy from the environment may have a password in its URL, which libcurl repeats if it cannot
/// read it.
std::string harmless_text(const Ending& ending, const Endpoint& endpoint) {
  const bool may_quote_url = ending.text.find('@') != std::string::npos;
  return may_quote_url ? curl_easy_strerror(ending.code) : endpoint.without_secrets(ending.text);
}

std::string reason_for(const Ending& ending, const std::string& what, const Endpoint& endpoint) {
  const std::string text = harmless_text(ending, endpoint);
  return what + " " + endpoint.label + ": " + one_line(text, longest_text) +
         advice_for(ending.code);
}

}  // namespace

Failure judge_ending(const Ending& ending, const Endpoint& endpoint,
                     std::chrono::milliseconds request_timeout) {
  if (ending.was_aborted) {
    return {Failure::Kind::aborted, "the request to " + endpoint.label + " was ended by us"};
  }
  if (ending.timed_out) {
    return {Failure::Kind::outcome_unknown, "no answer from " + endpoint.label + " within " +
                                                std::to_string(request_timeout.count()) + " ms"};
  }
  if (ending.began) {
    return {Failure::Kind::outcome_unknown, reason_for(ending, "no whole answer from", endpoint)};
  }
  if (ending.proxy_status == 407) {  // a proxy may lock an account that tries again and again
    return {Failure::Kind::unusable,
            reason_for(ending, "cannot reach", endpoint) +
                "; check the user and password in TESTCENTER_PROXY",
            Failure::Cause::proxy};
  }
  const Failure::Cause cause = cause_of(ending, endpoint.has_proxy);
  if (is_about_settings(ending.code)) {
    return {Failure::Kind::unusable, reason_for(ending, "cannot talk to", endpoint), cause};
  }
  return {Failure::Kind::not_sent, reason_for(ending, "cannot reach", endpoint), cause};
}

}  // namespace testcenter::http
