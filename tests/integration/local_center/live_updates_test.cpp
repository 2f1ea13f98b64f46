// GET /api/live: server-sent events.
#include "center_test.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace local_center_tests {
namespace {

using namespace std::chrono_literals;

/// A live page: reads the stream in a thread of its own.
class Listener {
 public:
  explicit Listener(int port) : client_("127.0.0.1", port), thread_([this] { listen(); }) {}

  ~Listener() {
    client_.stop();
    thread_.join();
  }

  /// Waits until the stream has this text; false when it does not come, or not before its end.
  bool hears(const std::string& text) {
    std::unique_lock lock(mutex_);
    const auto heard = [&] { return heard_.find(text) != std::string::npos; };
    wake_.wait_for(lock, 30s, [&] { return ended_ || heard(); });
    return heard();
  }

  /// Waits until the server has ended the stream.
  bool ends() {
    std::unique_lock lock(mutex_);
    return wake_.wait_for(lock, 30s, [&] { return ended_; });
  }

 private:
  void listen() {
    client_.set_read_timeout(30);
    client_.Get("/api/live", [this](const char* data, std::size_t size) {
      const std::lock_guard lock(mutex_);
      heard_.append(data, size);
      wake_.notify_all();
      return true;
    });
    const std::lock_guard lock(mutex_);
    ended_ = true;
    wake_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::string heard_;
  bool ended_ = false;
  httplib::Client client_;
  std::thread thread_;
};

using LiveUpdates = CenterTest;

TEST_F(LiveUpdates, tell_which_report_changed) {
  Listener listener(center.port());
  ASSERT_TRUE(listener.hears("event: hello\ndata: {}\n\n"));
  const auto top = suite("suite");
  ASSERT_TRUE(listener.hears("event: change\ndata: {\"reports\":[1]}\n\n"));
  suite("other", {{"batch", "Other"}});
  ASSERT_TRUE(listener.hears("data: {\"reports\":[2]}\n\n"));
  event(top, "PASS");
  EXPECT_EQ(breaches(), 0);
}

TEST_F(LiveUpdates, tell_of_events_too) {
  const auto top = suite("suite");
  Listener listener(center.port());
  ASSERT_TRUE(listener.hears("hello"));
  event(top, "PASS");
  EXPECT_TRUE(listener.hears("{\"reports\":[1]}"));
}

TEST_F(LiveUpdates, do_not_hold_up_uploads_however_many_listen) {
  std::vector<std::unique_ptr<Listener>> listeners;
  for (int i = 0; i < 64; ++i) listeners.push_back(std::make_unique<Listener>(center.port()));
  for (auto& listener : listeners) ASSERT_TRUE(listener->hears("hello"));

  event(suite("suite"), "PASS");
  for (auto& listener : listeners) EXPECT_TRUE(listener->hears("{\"reports\":[1]}"));

  const auto one_too_many = get("/api/live");
  ASSERT_TRUE(one_too_many);
  EXPECT_EQ(one_too_many->status, 503);
}

TEST_F(LiveUpdates, make_room_when_listeners_leave) {
  {
    std::vector<std::unique_ptr<Listener>> listeners;
    for (int i = 0; i < 64; ++i) listeners.push_back(std::make_unique<Listener>(center.port()));
    for (auto& listener : listeners) ASSERT_TRUE(listener->hears("hello"));
  }
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  bool heard = false;
  while (!heard && std::chrono::steady_clock::now() < deadline) {
    heard = Listener(center.port()).hears("hello");
  }
  EXPECT_TRUE(heard);
}

TEST_F(LiveUpdates, end_when_the_center_ends) {
  Listener listener(center.port());
  ASSERT_TRUE(listener.hears("hello"));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(center.stop(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 30s);
  EXPECT_TRUE(listener.ends());
}

}  // namespace
}  // namespace local_center_tests
