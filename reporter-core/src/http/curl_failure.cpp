#include "http/curl_failure.hpp"

#include "http/secrets.hpp"
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

/// Of one from the environment only libcurl knows whether it was asked. It says whom it could not
/// connect to.
bool was_through_proxy(const Ending& ending, const Endpoint& endpoint) {
  const std::string& host = endpoint.environment_proxy.host;
  return endpoint.has_proxy || ending.proxy_status != 0 ||
         ending.code == CURLE_COULDNT_RESOLVE_PROXY ||
         (!host.empty() && ending.text.find(host) != std::string::npos);
}

/// A key that does not fit: an argument that is wrong, to newer versions of libcurl.
bool is_about_client_key(const Ending& ending) {
  return ending.code == CURLE_SSL_CERTPROBLEM ||
         (ending.code == CURLE_BAD_FUNCTION_ARGUMENT &&
          ending.text.find("private key") != std::string::npos);
}

Failure::Cause cause_of(const Ending& ending, bool has_proxy) {
  if (is_about_client_key(ending)) return Failure::Cause::tls;
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
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return Failure::Cause::tls;
    default:
      return Failure::Cause::other;
  }
}

// In the words of OpenSSL and GnuTLS.

bool is_certificate_of_another_host(const Ending& ending) {
  return ending.text.find("subject name") != std::string::npos ||
         ending.text.find("does not match target host") != std::string::npos;
}

bool is_expired_certificate(const Ending& ending) {
  return ending.text.find("expir") != std::string::npos;  // expired; expiration date has passed
}

std::string advice_for(const Ending& ending) {
  if (is_about_client_key(ending)) {
    return "; check TESTCENTER_CLIENT_CERT and TESTCENTER_CLIENT_KEY";
  }
  switch (ending.code) {
    case CURLE_PEER_FAILED_VERIFICATION:
      if (is_certificate_of_another_host(ending)) {
        return "; its certificate is for another host: check the host in TESTCENTER_URL";
      }
      if (is_expired_certificate(ending)) {
        return "; the server needs a new certificate, or this machine another date";
      }
      return "; check TESTCENTER_CA_FILE";
    case CURLE_SSL_CACERT_BADFILE:
      return "; check TESTCENTER_CA_FILE";
    default:
      return {};
  }
}

/// A proxy from the environment may have a password in its URL, which libcurl repeats if it cannot
/// read it.
std::string harmless_text(const Ending& ending, const Endpoint& endpoint) {
  const bool may_quote_url = ending.text.find('@') != std::string::npos;
  return may_quote_url ? curl().easy_strerror(ending.code)
                       : without_secrets(ending.text, endpoint.secrets);
}

const std::string& proxy_setting(const Endpoint& endpoint) {
  static const std::string ours = "TESTCENTER_PROXY";
  return endpoint.has_proxy ? ours : endpoint.environment_proxy.variable;
}

std::string reason_for(const Ending& ending, const std::string& what, const Endpoint& endpoint) {
  const std::string text = one_line(harmless_text(ending, endpoint), longest_text);
  if (cause_of(ending, was_through_proxy(ending, endpoint)) != Failure::Cause::proxy) {
    return what + " " + endpoint.label + ": " + text + advice_for(ending);
  }
  const EnvironmentProxy& known = endpoint.environment_proxy;
  const std::string through =
      known.variable.empty() ? "" : " through " + known.shown + ", the proxy of " + known.variable;
  const std::string part = ending.proxy_status == 407 ? "the user and password in " : "";
  return what + " " + endpoint.label + through + ": " + text + "; check " + part +
         proxy_setting(endpoint);
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
  const Failure::Cause cause = cause_of(ending, was_through_proxy(ending, endpoint));
  if (ending.proxy_status == 407) {  // a proxy may lock an account that tries again and again
    return {Failure::Kind::unusable, reason_for(ending, "cannot reach", endpoint),
            Failure::Cause::proxy};
  }
  if (is_about_settings(ending.code)) {
    return {Failure::Kind::unusable, reason_for(ending, "cannot talk to", endpoint), cause};
  }
  return {Failure::Kind::not_sent, reason_for(ending, "cannot reach", endpoint), cause};
}

}  // namespace testcenter::http
