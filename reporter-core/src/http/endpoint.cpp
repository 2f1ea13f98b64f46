#include "http/endpoint.hpp"

#include "http/libcurl.hpp"
#include "http/secrets.hpp"
#include "support/loopback.hpp"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace testcenter::http {
namespace {

/// A URL as libcurl itself will read it.
class ParsedUrl {
 public:
  ParsedUrl(const std::string& url, unsigned flags) : handle_(curl().url(), curl().url_cleanup) {
    is_good_ = curl().url_set(handle_.get(), CURLUPART_URL, url.c_str(), flags) == CURLUE_OK;
  }

  bool is_good() const { return is_good_; }

  std::string part(CURLUPart what, unsigned flags = 0) const {
    char* text = nullptr;
    if (curl().url_get(handle_.get(), what, &text, flags) != CURLUE_OK) return {};
    const std::unique_ptr<char, void (*)(void*)> owner(text, curl().free);
    return text;
  }

 private:
  std::unique_ptr<CURLU, void (*)(CURLU*)> handle_;
  bool is_good_ = false;
};

/// Both spellings: libcurl may say what was written or what it decoded. A user without a password
/// may be a key, if it is long: `ci` is a word that messages need.
void add_login(std::vector<std::string>& secrets, const ParsedUrl& url) {
  constexpr std::size_t shortest_key = 8;
  const std::string user = url.part(CURLUPART_USER, CURLU_URLDECODE);
  const std::string password = url.part(CURLUPART_PASSWORD, CURLU_URLDECODE);
  if (password.empty() && user.size() < shortest_key) return;
  add_secret(secrets, url.part(password.empty() ? CURLUPART_USER : CURLUPART_PASSWORD));
  if (password.empty()) add_secret(secrets, user);
  add_credentials(secrets, user, password);
}

/// Adds what it must never show to the endpoint's secrets.
void add_environment_proxy(Endpoint& endpoint, const ProxyVariable& found) {
  if (found.name.empty()) return;
  endpoint.proxy = found.value;
  const ParsedUrl proxy(found.value, CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME);
  add_login(endpoint.secrets, proxy);
  EnvironmentProxy& known = endpoint.environment_proxy;
  known.variable = found.name;
  known.host = proxy.part(CURLUPART_HOST);
  const bool has_login =
      !proxy.part(CURLUPART_USER).empty() || !proxy.part(CURLUPART_PASSWORD).empty();
  const std::string port = proxy.part(CURLUPART_PORT);
  known.shown = proxy.part(CURLUPART_SCHEME) + "://" + (has_login ? "***@" : "") + known.host +
                (port.empty() ? "" : ":" + port);
}

bool fits_in_header(std::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
}

}  // namespace

Result<Endpoint> read_endpoint(const ConnectionSettings& settings,
                               const ProxyEnvironment& environment) {
  const ParsedUrl url(settings.base_url, 0);
  const std::string scheme = url.part(CURLUPART_SCHEME);
  if (!url.is_good() || (scheme != "http" && scheme != "https")) {
    return Error{"the server's address is no http or https URL; check TESTCENTER_URL"};
  }
  if (!fits_in_header(settings.token)) {
    return Error{"the token has a control character in it; check TESTCENTER_TOKEN"};
  }
  Endpoint endpoint;
  endpoint.label = url.part(CURLUPART_HOST) + ":" + url.part(CURLUPART_PORT, CURLU_DEFAULT_PORT);
  add_secret(endpoint.secrets, settings.token);
  add_credentials(endpoint.secrets, settings.user, settings.password);
  add_login(endpoint.secrets, url);
  if (settings.proxy.empty()) {
    // No proxy of this environment leads back to this machine.
    if (is_loopback(settings.base_url)) return endpoint;
    endpoint.no_proxy = environment.no_proxy;
    add_environment_proxy(endpoint, scheme == "https" ? environment.https : environment.http);
    return endpoint;
  }
  endpoint.has_proxy = true;
  endpoint.proxy = settings.proxy;

  const ParsedUrl proxy(settings.proxy, CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME);
  if (!proxy.is_good()) {
    return Error{"the proxy's address is no URL; check TESTCENTER_PROXY"};
  }
  add_login(endpoint.secrets, proxy);
  return endpoint;
}

}  // namespace testcenter::http
