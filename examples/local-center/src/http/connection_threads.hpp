#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace local_center {

/// A thread for every open connection, made when it is needed and used again. httplib's own pool
/// has a fixed number of threads, which as many idle keep-alive connections or live pages use up.
class ConnectionThreads : public httplib::TaskQueue {
 public:
  /// `on_end` is called on the thread of a connection when that is over.
  ConnectionThreads(std::size_t most_threads, std::function<void()> on_end)
      : most_threads_(most_threads), on_end_(std::move(on_end)) {}

  /// Nothing, or since httplib 0.15 whether it was taken.
  using Queued = decltype(std::declval<httplib::TaskQueue&>().enqueue({}));

  Queued enqueue(std::function<void()> task) override;

  /// Hangs up all connections, lets what is being answered finish, and waits for that.
  void shutdown() override;

 private:
  void work();
  void add_thread_if_needed();

  const std::size_t most_threads_;
  const std::function<void()> on_end_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  std::size_t idle_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace local_center
