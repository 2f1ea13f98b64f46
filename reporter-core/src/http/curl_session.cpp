#include "http/curl_session.hpp"

#include "http/open_socket.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace testcenter::http {
namespace {

/// How often a transfer that nothing moves in looks whether it is to end. curl_multi_wakeup() would
/// write to a descriptor by its number, which in the thread that aborts leads elsewhere
/// (docs/decisions/0013-descriptors.md).
constexpr std::chrono::milliseconds longest_poll{50};

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* answer) {
  static_cast<AnswerCollector*>(answer)->add_header_line({bytes, size * count});
  return size * count;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* answer) {
  const bool wants_more = static_cast<AnswerCollector*>(answer)->add_body({bytes, size * count});
  return wants_more ? size * count : 0;
}

curl_slist* add_header(curl_slist* list, const std::string& line) {
  curl_slist* longer = curl().slist_append(list, line.c_str());
  return longer != nullptr ? longer : list;
}

/// "Expect:" switches off the pause before a large body.
curl_slist* make_headers(const ConnectionSettings& settings, const char* content_type) {
  curl_slist* list = add_header(nullptr, "Expect:");
  if (content_type != nullptr) list = add_header(list, content_type);
  if (!settings.token.empty()) list = add_header(list, "Authorization: Token " + settings.token);
  return list;
}

curl_off_t info(CURL* easy, CURLINFO what) {
  curl_off_t value = 0;
  curl().easy_getinfo(easy, what, &value);
  return value;
}

/// Everything before the request is done: name, connection, proxy, TLS.
bool is_connected(CURL* easy) { return info(easy, CURLINFO_PRETRANSFER_TIME_T) > 0; }

/// A proxy's CONNECT counts, too.
long bytes_sent(CURL* easy) {
  long size = 0;
  curl().easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &size);
  return size;
}

bool request_began(CURL* easy) { return is_connected(easy) && bytes_sent(easy) > 0; }

/// The time since the upload last moved. The answer does not count as movement, so that one that
/// only trickles in ends as well; nor does it run while the connection is made, which has a timeout
/// of its own.
class StallWatch {
 public:
  StallWatch(CURL* easy, std::chrono::milliseconds limit, std::atomic<std::uint64_t>& moved)
      : easy_(easy), limit_(limit), moved_(moved) {}

  void look() {
    const curl_off_t uploaded = is_connected(easy_) ? info(easy_, CURLINFO_SIZE_UPLOAD_T) : -1;
    if (uploaded >= 0 && uploaded == uploaded_) return;
    if (uploaded > 0) ++moved_;
    uploaded_ = uploaded;
    since_ = std::chrono::steady_clock::now();
  }

  std::chrono::milliseconds left() const {
    const auto now = std::chrono::steady_clock::now();
    return std::chrono::ceil<std::chrono::milliseconds>(since_ + limit_ - now);
  }

 private:
  CURL* easy_;
  std::chrono::milliseconds limit_;
  std::atomic<std::uint64_t>& moved_;
  curl_off_t uploaded_ = -1;
  std::chrono::steady_clock::time_point since_;
};

}  // namespace

#if LIBCURL_VERSION_NUM >= 0x075000
int ResendGuard::before_request(void* self, char*, char*, int, int) {
  auto& guard = *static_cast<ResendGuard*>(self);
  const long sent = bytes_sent(guard.easy);
  if (guard.sent_before < 0) guard.sent_before = sent;
  guard.refused = sent != guard.sent_before;
  return guard.refused ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}
#endif

CurlSession::CurlSession(const ConnectionSettings& settings, const Endpoint& endpoint,
                         std::atomic<std::uint64_t>& moved, std::string& problem)
    : request_timeout_(settings.request_timeout),
      moved_(moved),
      json_headers_(make_headers(settings, "Content-Type: application/json"),
                    curl().slist_free_all),
      form_headers_(make_headers(settings, nullptr), curl().slist_free_all),
      multi_(curl().multi_init(), curl().multi_cleanup),
      easy_(curl().easy_init(), curl().easy_cleanup) {
  if (multi_ == nullptr || easy_ == nullptr) {
    problem = "libcurl cannot start";
    return;
  }
  curl().multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 1L);  // none lies by that is not in use
  set_up(settings, endpoint);
  if (setting_error_ != CURLE_OK) problem = curl().easy_strerror(setting_error_);
}

template <typename Value>
void CurlSession::set(CURLoption option, Value value) {
  const CURLcode code = curl().easy_setopt(easy_.get(), option, value);
  if (setting_error_ == CURLE_OK) setting_error_ = code;
}

void CurlSession::set_up(const ConnectionSettings& settings, const Endpoint& endpoint) {
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_ERRORBUFFER, error_text_.data());
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_TCP_NODELAY, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout.count()));
  if (!settings.user_agent.empty()) set(CURLOPT_USERAGENT, settings.user_agent.c_str());
#if LIBCURL_VERSION_NUM >= 0x075500
  set(CURLOPT_PROTOCOLS_STR, "http,https");
#else
  set(CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
  set(CURLOPT_QUICK_EXIT, 1L);  // abort() does not wait for a name being resolved
#endif
  set_up_callbacks();
  set_up_security(settings);
  set_up_proxy(endpoint);
}

void CurlSession::set_up_callbacks() {
  set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(CURLOPT_READFUNCTION, &OneWaySource::on_read);
  set(CURLOPT_SEEKFUNCTION, &OneWaySource::on_seek);
  set(CURLOPT_HEADERFUNCTION, &take_header);
  set(CURLOPT_HEADERDATA, &answer_);
  set(CURLOPT_WRITEFUNCTION, &take_body);
  set(CURLOPT_WRITEDATA, &answer_);
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
#if LIBCURL_VERSION_NUM >= 0x075000
  set(CURLOPT_PREREQFUNCTION, &ResendGuard::before_request);
  set(CURLOPT_PREREQDATA, &guard_);
#endif
}

void CurlSession::set_up_security(const ConnectionSettings& settings) {
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
  if (!settings.client_cert.empty()) set(CURLOPT_SSLCERT, settings.client_cert.c_str());
  if (!settings.client_key.empty()) set(CURLOPT_SSLKEY, settings.client_key.c_str());
  if (settings.user.empty()) return;
  set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
  set(CURLOPT_USERNAME, settings.user.c_str());
  set(CURLOPT_PASSWORD, settings.password.c_str());
}

/// Where one of the two is not set libcurl itself looks at the environment: see ProxyEnvironment.
void CurlSession::set_up_proxy(const Endpoint& endpoint) {
  // Our Authorization is for the server, not for a proxy that is asked to CONNECT.
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
  set(CURLOPT_PROXY, endpoint.proxy.c_str());
  set(CURLOPT_NOPROXY, endpoint.no_proxy.c_str());
}

Ending CurlSession::post_json(const std::string& url, std::string_view body,
                              const std::atomic<bool>& aborted) {
  OneWaySource source(body);
  set(CURLOPT_HTTPHEADER, json_headers_.get());
  set(CURLOPT_POST, 1L);
  set(CURLOPT_POSTFIELDSIZE_LARGE, source.size());
#if LIBCURL_VERSION_NUM >= 0x075000
  set(CURLOPT_POSTFIELDS, body.data());  // headers and body in one packet: a third faster
#else
  set(CURLOPT_READDATA, &source);
#endif
  return perform(url, aborted);
}

Ending CurlSession::post_form(const std::string& url, const Form& form,
                              const std::atomic<bool>& aborted) {
  set(CURLOPT_HTTPHEADER, form_headers_.get());
  set(CURLOPT_MIMEPOST, form.mime());
  Ending ending = perform(url, aborted);
  set(CURLOPT_MIMEPOST, static_cast<curl_mime*>(nullptr));
  return ending;
}

/// What there is to be read between two transfers is the end, or nothing that we could go on with.
/// Until 8.21 libcurl itself looked each time, since then no more than once a second.
bool CurlSession::connection_has_ended() const {
  if (socket_ == CURL_SOCKET_BAD) return false;
  curl_waitfd idle{socket_, CURL_WAIT_POLLIN, 0};
  curl().multi_poll(multi_.get(), &idle, 1, 0, nullptr);
  return idle.revents != 0;
}

Ending CurlSession::perform(const std::string& url, const std::atomic<bool>& aborted) {
  Ending ending;
  error_text_[0] = '\0';
  guard_ = ResendGuard{};
  guard_.easy = easy_.get();
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_FRESH_CONNECT, connection_has_ended() ? 1L : 0L);
  if (setting_error_ != CURLE_OK) {
    ending.code = setting_error_;
  } else if (curl().multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) {
    ending.code = CURLE_FAILED_INIT;
  } else {
    drive(ending, aborted);
    ending.began = request_began(easy_.get());
    curl().easy_getinfo(easy_.get(), CURLINFO_HTTP_CONNECTCODE, &ending.proxy_status);
    curl().easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket_);
    curl().multi_remove_handle(multi_.get(), easy_.get());
  }
  ending.text = error_text_[0] != '\0' ? error_text_.data() : curl().easy_strerror(ending.code);
  if (guard_.refused || ending.code == CURLE_SEND_FAIL_REWIND) {
    ending.text = "the connection was lost before an answer came";
  }
  return ending;
}

void CurlSession::drive(Ending& ending, const std::atomic<bool>& aborted) {
  StallWatch watch(easy_.get(), request_timeout_, moved_);
  while (!aborted) {
    int running = 0;
    curl().multi_perform(multi_.get(), &running);
    watch.look();
    if (running == 0) {
      int queued = 0;
      const CURLMsg* message = curl().multi_info_read(multi_.get(), &queued);
      ending.code = message != nullptr ? message->data.result : CURLE_FAILED_INIT;
      return;
    }
    const auto left = watch.left();
    if (left.count() <= 0) {
      ending.timed_out = true;
      ending.code = CURLE_OPERATION_TIMEDOUT;
      return;
    }
    const auto wait = std::min(left, longest_poll);
    curl().multi_poll(multi_.get(), nullptr, 0, static_cast<int>(wait.count()), nullptr);
  }
  ending.was_aborted = true;
}

Response CurlSession::take_answer() {
  long status = 0;
  curl().easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  return answer_.take(static_cast<int>(status));
}

}  // namespace testcenter::http
