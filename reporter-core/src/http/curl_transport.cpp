#include "http/curl_transport.hpp"

#include "http/curl_failure.hpp"
#include "http/curl_session.hpp"
#include "http/endpoint.hpp"
#include "http/libcurl.hpp"
#include "http/upload_body.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace testcenter::http {
namespace {

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(ConnectionSettings settings) : settings_(std::move(settings)) {}

  Reply post(const Request& request) override;
  void abort() override { aborted_ = true; }
  void disconnect() override { session_.reset(); }
  std::uint64_t moved() const override { return moved_; }

 private:
  /// Empty if there is a session, else why not.
  std::string ensure_session();
  Reply send(const Request& request);
  Reply conclude(const Ending& ending);

  const ConnectionSettings settings_;
  const ProxyEnvironment environment_ = ProxyEnvironment::read();
  Endpoint endpoint_;
  std::atomic<bool> aborted_{false};
  std::atomic<std::uint64_t> moved_{0};
  std::unique_ptr<CurlSession> session_;
};

Reply CurlTransport::post(const Request& request) {
  const std::string problem = ensure_session();
  if (!problem.empty()) return Failure{Failure::Kind::unusable, problem};
  Reply reply = send(request);
  // After a failure nothing of the connection is worth keeping: the next request starts clean.
  if (std::holds_alternative<Failure>(reply)) session_.reset();
  return reply;
}

std::string CurlTransport::ensure_session() {
  if (session_ != nullptr) return {};
  if (!libcurl()) return libcurl().error().message;
  Result<Endpoint> endpoint = read_endpoint(settings_, environment_);
  if (!endpoint) return endpoint.error().message;
  endpoint_ = std::move(endpoint.value());

  std::string problem;
  auto session = std::make_unique<CurlSession>(settings_, endpoint_, moved_, problem);
  if (!problem.empty()) return "cannot talk to " + endpoint_.label + ": " + problem;
  session_ = std::move(session);
  return {};
}

Reply CurlTransport::send(const Request& request) {
  const std::string url = settings_.base_url + std::string(request.path);
  session_->expect_answer(request.longest_answer);
  if (request.parts.empty()) return conclude(session_->post_json(url, request.body, aborted_));
  Form form(session_->easy());
  for (const Part& part : request.parts) {
    const std::string problem = form.add(part);
    if (!problem.empty()) return Failure{Failure::Kind::not_sent, problem};
  }
  return conclude(session_->post_form(url, form, aborted_));
}

Reply CurlTransport::conclude(const Ending& ending) {
  const bool was_cut = ending.code == CURLE_WRITE_ERROR && session_->answer_was_cut();
  const bool has_answer = !ending.was_aborted && (ending.code == CURLE_OK || was_cut);
  if (!has_answer) return judge_ending(ending, endpoint_, settings_.request_timeout);
  Response answer = session_->take_answer();
  answer.secrets = endpoint_.secrets;
  return answer;
}

}  // namespace

std::unique_ptr<Transport> make_curl_transport(ConnectionSettings settings) {
  return std::make_unique<CurlTransport>(std::move(settings));
}

}  // namespace testcenter::http
