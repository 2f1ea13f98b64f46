#pragma once

#include "http/transport.hpp"
#include "support/scripted_server/upload_api.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testcenter::test {

/// A transport that goes nowhere: it records what is posted and replies as it is told. All members
/// may be called by any thread.
///
/// Replies: first what was queued, in order; then what the handler says; without one, 500.
class FakeTransport final : public http::Transport {
 public:
  /// http::Part with copies instead of views.
  struct SentPart {
    std::string name;
    std::string file_name;
    std::string content_type;
    std::string body;
    std::string path;
  };

  struct Sent {
    std::string path;
    std::string body;
    std::vector<SentPart> parts;
    std::size_t longest_answer = 0;

    /// The JSON of the request: the body, or the part `eventData`.
    const std::string& json() const {
      for (const SentPart& part : parts) {
        if (part.name == "eventData") return part.body;
      }
      return body;
    }
  };

  using Handler = std::function<http::Reply(const Sent&)>;

  static http::Reply answer(int status, std::string body = {},
                            std::string content_type = "application/json") {
    http::Response response;
    response.status = status;
    response.content_type = std::move(content_type);
    response.body = std::move(body);
    return response;
  }

  static http::Reply failure(http::Failure::Kind kind, std::string reason = "as the test says") {
    return http::Failure{kind, std::move(reason)};
  }

  void queue(http::Reply reply) {
    const std::lock_guard lock(mutex_);
    queued_.push_back(std::move(reply));
  }

  /// Runs in the thread that posts and may block there, for instance in wait_for_abort().
  void reply_with(Handler handler) {
    const std::lock_guard lock(mutex_);
    handler_ = std::make_shared<Handler>(std::move(handler));
  }

  /// From here on what is not queued is answered as a minimal upload API does: run ids from 1 on,
  /// report 1, a 207 for a batch of events.
  void reply_as_upload_api() {
    reply_with([api = UploadApi()](const Sent& sent) mutable {
      const std::string_view event_data = sent.parts.empty() ? std::string_view() : sent.json();
      const UploadApi::Answer said = api.answer(sent.path, event_data);
      return answer(said.status, said.body);
    });
  }

  http::Reply post(const http::Request& request) override {
    std::unique_lock lock(mutex_);
    if (aborted_) return was_aborted();
    sent_.push_back(copy_of(request));
    changed_.notify_all();
    if (!queued_.empty()) {
      http::Reply reply = std::move(queued_.front());
      queued_.pop_front();
      return reply;
    }
    const Sent sent = sent_.back();
    const auto handler = handler_;
    lock.unlock();
    return handler ? (*handler)(sent) : answer(500, "{\"message\": \"no reply was queued\"}");
  }

  void abort() override {
    const std::lock_guard lock(mutex_);
    aborted_ = true;
    changed_.notify_all();
  }

  /// Posts again: what was aborted was a connection before.
  void reconnect() {
    const std::lock_guard lock(mutex_);
    aborted_ = false;
  }

  /// Bytes of the request under way move.
  void move() {
    const std::lock_guard lock(mutex_);
    ++moved_;
  }
  std::uint64_t moved() const override {
    const std::lock_guard lock(mutex_);
    return moved_;
  }

  /// For handlers: a request that is under way until let_go(). False if it was aborted before.
  bool wait_until_let_go() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return aborted_ || is_let_go_; });
    return !aborted_;
  }
  void let_go() {
    const std::lock_guard lock(mutex_);
    is_let_go_ = true;
    changed_.notify_all();
  }

  /// For handlers: a server that never answers.
  http::Reply wait_for_abort() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return aborted_; });
    return was_aborted();
  }

  /// True once `count` requests were posted in all; false if that takes too long.
  bool wait_for_requests(std::size_t count,
                         std::chrono::milliseconds at_most = std::chrono::seconds(10)) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, at_most, [&] { return sent_.size() >= count; });
  }

  std::vector<Sent> requests() const {
    const std::lock_guard lock(mutex_);
    return sent_;
  }

  bool aborted() const {
    const std::lock_guard lock(mutex_);
    return aborted_;
  }

 private:
  static http::Reply was_aborted() { return failure(http::Failure::Kind::aborted, "aborted"); }

  static Sent copy_of(const http::Request& request) {
    Sent sent{std::string(request.path), std::string(request.body), {}, request.longest_answer};
    for (const http::Part& part : request.parts) {
      sent.parts.push_back({std::string(part.name), std::string(part.file_name),
                            std::string(part.content_type), std::string(part.body),
                            std::string(part.path)});
    }
    return sent;
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<http::Reply> queued_;
  std::shared_ptr<Handler> handler_;  // it may keep a state of its own
  std::vector<Sent> sent_;
  std::uint64_t moved_ = 0;
  bool is_let_go_ = false;
  bool aborted_ = false;
};

}  // namespace testcenter::test
