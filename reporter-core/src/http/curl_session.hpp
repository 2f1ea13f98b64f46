#pragma once

#include "http/answer_collector.hpp"
#include "http/curl_transport.hpp"
#include "http/endpoint.hpp"
#include "http/libcurl.hpp"
#include "http/upload_body.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace testcenter::http {

/// How a transfer ended, in libcurl's words.
struct Ending {
  CURLcode code = CURLE_OK;
  bool was_aborted = false;
  bool timed_out = false;  ///< by our own clock: request_timeout
  bool began = false;      ///< a byte of the request may have reached the server
  long proxy_status = 0;   ///< what a proxy that was asked for a tunnel answered; 0: nothing
  std::string text;        ///< what libcurl says to `code`
};

/// Keeps libcurl from sending a POST again by itself, which it does when a reused connection dies
/// before any answer: a server that had read the first copy would see it twice.
struct ResendGuard {
  CURL* easy = nullptr;
  long sent_before = -1;  ///< what libcurl had sent when the first attempt began; < 0: none did yet
  bool refused = false;

  /// For CURLOPT_PREREQFUNCTION: called before each attempt, ends a second one unless the first
  /// got not a single byte out.
  static int before_request(void* self, char*, char*, int, int);
};

/// libcurl's handles for one connection, set up once and used again for each request.
class CurlSession {
 public:
  /// Empty `problem` if the settings could be applied. `moved` outlives the session, and grows
  /// while bytes of a request move.
  CurlSession(const ConnectionSettings& settings, const Endpoint& endpoint,
              std::atomic<std::uint64_t>& moved, std::string& problem);

  /// Makes ready for the answer to what is posted next.
  void expect_answer(std::size_t longest_body) { answer_ = AnswerCollector(longest_body); }

  /// Sends once. Ends early, within 50 ms, once `aborted` is true.
  Ending post_json(const std::string& url, std::string_view body, const std::atomic<bool>& aborted);
  Ending post_form(const std::string& url, const Form& form, const std::atomic<bool>& aborted);

  CURL* easy() const { return easy_.get(); }

  /// The answer of the transfer that ended last.
  Response take_answer();
  bool answer_was_cut() const { return answer_.is_full(); }

 private:
  using Clock = std::chrono::steady_clock;
  using Headers = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

  void set_up(const ConnectionSettings& settings, const Endpoint& endpoint);
  void set_up_callbacks();
  void set_up_security(const ConnectionSettings& settings);
  void set_up_proxy(const Endpoint& endpoint);
  template <typename Value>
  void set(CURLoption option, Value value);

  bool connection_has_ended() const;
  Ending perform(const std::string& url, const std::atomic<bool>& aborted);
  void drive(Ending& ending, const std::atomic<bool>& aborted);

  CURLcode setting_error_ = CURLE_OK;
  std::chrono::milliseconds request_timeout_;
  std::atomic<std::uint64_t>& moved_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  AnswerCollector answer_{0};
  ResendGuard guard_;
  curl_socket_t socket_ = CURL_SOCKET_BAD;  // of the last transfer, if its connection is kept
  Headers json_headers_;
  Headers form_headers_;
  std::unique_ptr<CURLM, CURLMcode (*)(CURLM*)> multi_;
  std::unique_ptr<CURL, void (*)(CURL*)> easy_;  // goes before the multi handle
};

}  // namespace testcenter::http
