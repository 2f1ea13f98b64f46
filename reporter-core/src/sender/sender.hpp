#pragma once

#include <testcenter/model.hpp>

#include "api/client.hpp"
#include "journal/reader.hpp"
#include "sender/counters.hpp"
#include "support/clock.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace testcenter::sender {

/// Where results go, and how hard to try.
struct SenderOptions {
  std::string project;
  std::string batch;
  std::vector<Label> labels;
  std::int64_t report_id = 0;
  std::string files_folder;  ///< the folder beside the journal that holds the events' files

  std::size_t max_events = 500;          ///< a request
  std::size_t max_bytes = 1024 * 1024;   ///< of text a request
  std::chrono::milliseconds gather{10};  ///< how long a lone batch waits for company
  std::chrono::milliseconds first_backoff{100};
  std::chrono::milliseconds longest_backoff{5000};
  std::chrono::milliseconds longest_wait{60000};  ///< cap of what Retry-After asks for
  int unknown_retries = 4;  ///< how often a request of unknown outcome is tried again
  std::uint32_t jitter_seed = 0;
};

/// What a step came to.
struct Step {
  enum class State {
    progress,  ///< something was sent or read: call again
    idle,      ///< everything committed so far is judged
    waiting,   ///< nothing to do before `until`, unless flush() or new records come
    backoff,   ///< the server is not well: nothing to do before `until`
    done,      ///< the Finish record was reached and everything is judged
    stopped,   ///< sending is over; problem() says why; the journal has to stay
  };
  State state = State::idle;
  TimePoint until{};
};

/// Follows a journal and sends it, in order, over one connection: docs/architecture.md, "Sender".
/// One thread calls step(); it makes at most one request a call.
class Sender {
 public:
  Sender(journal::Reader reader, api::Client& client, const Clock& clock, SenderOptions options,
         Counters& counters);

  Step step();

  /// From now on, do not wait for company of a batch.
  void flush() { flushing_ = true; }

  /// Why sending is over, or what the server last said while it was not well. One line.
  const std::string& problem() const { return problem_; }
  /// The server's words about results that it refused, the first few of them.
  const std::vector<std::string>& rejections() const { return rejections_; }
};

}  // namespace testcenter::sender
