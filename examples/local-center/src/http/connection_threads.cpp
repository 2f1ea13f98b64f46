#include "connection_threads.hpp"

#include <dirent.h>
#include <sys/socket.h>

#include <cstdlib>
#include <memory>
#include <system_error>

namespace local_center {
namespace {

/// Ends the reading side of every connected socket of this process. httplib does not say which
/// sockets it holds, and a thread that waits for the next request on one would wait for minutes.
void hang_up_connections() {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir("/proc/self/fd"), closedir);
  if (!folder) return;
  while (const auto* entry = readdir(folder.get())) {
    const auto fd = static_cast<int>(std::strtol(entry->d_name, nullptr, 10));
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    if (fd > 2 && getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) == 0) {
      ::shutdown(fd, SHUT_RD);
    }
  }
}

}  // namespace

ConnectionThreads::Queued ConnectionThreads::enqueue(std::function<void()> task) {
  const std::lock_guard lock(mutex_);
  tasks_.push_back(std::move(task));
  add_thread_if_needed();
  wake_.notify_one();
  return static_cast<Queued>(true);
}

void ConnectionThreads::add_thread_if_needed() {
  if (tasks_.size() <= idle_ || threads_.size() >= most_threads_) return;
  try {
    threads_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    // No more threads to be had: the connection waits until one is free.
  }
}

void ConnectionThreads::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    wake_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
    --idle_;
    if (tasks_.empty()) return;
    const auto task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
    on_end_();
    lock.lock();
  }
}

void ConnectionThreads::shutdown() {
  hang_up_connections();
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

}  // namespace local_center
