#include "live_updates.hpp"

#include "answers.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>

namespace local_center {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t most_streams = 64;
// A page asks for what changed as fast as it can show it; this only gathers what comes at once.
constexpr auto between_changes = 20ms;
// Only writing shows that a client is gone, and so makes room for another.
constexpr auto between_signs_of_life = 1s;

}  // namespace

struct LiveUpdates::Stream {
  bool greeted = false;
  std::uint64_t version = 0;
  steady_clock::time_point last_write;
};

void LiveUpdates::changed(Id report) {
  const std::lock_guard lock(mutex_);
  changed_at_[report] = ++version_;
  if (waiting_ > 0) wake_.notify_all();
}

void LiveUpdates::subscribe(httplib::Response& response) {
  const auto stream = std::make_shared<Stream>();
  {
    const std::lock_guard lock(mutex_);
    if (streams_ >= most_streams) return answer_error(response, 503, "too many live pages");
    ++streams_;
    stream->version = version_;
  }
  response.set_chunked_content_provider(
      "text/event-stream",
      [this, stream](std::size_t, httplib::DataSink& sink) { return feed(*stream, sink); },
      [this](bool) { leave(); });
}

/// Writes the next piece of a stream; false when it is over.
bool LiveUpdates::feed(Stream& stream, httplib::DataSink& sink) {
  std::string text;
  {
    std::unique_lock lock(mutex_);
    if (!stream.greeted) {
      text = "retry: 500\nevent: hello\ndata: {}\n\n";
    } else {
      wake_.wait_until(lock, stream.last_write + between_changes, [&] { return closed_; });
      ++waiting_;
      wake_.wait_for(lock, between_signs_of_life,
                     [&] { return closed_ || version_ > stream.version; });
      --waiting_;
      if (version_ > stream.version) text = changes_since(stream.version);
    }
    if (closed_) return false;
    if (stream.greeted) stream.version = version_;
    stream.greeted = true;
  }
  if (text.empty()) text = ": still here\n\n";
  stream.last_write = steady_clock::now();
  return sink.write(text.data(), text.size());
}

std::string LiveUpdates::changes_since(std::uint64_t version) const {
  auto reports = nlohmann::json::array();
  for (const auto& [report, changed_at] : changed_at_) {
    if (changed_at > version) reports.push_back(report);
  }
  return "event: change\ndata: " + nlohmann::json{{"reports", reports}}.dump() + "\n\n";
}

void LiveUpdates::leave() {
  const std::lock_guard lock(mutex_);
  --streams_;
}

void LiveUpdates::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  wake_.notify_all();
}

}  // namespace local_center
