#include "options.hpp"
#include "server.hpp"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <iostream>
#include <thread>

namespace {

using local_center::Options;
using local_center::Server;

/// Blocks the signals that end the program, here and in every thread made later, so that they can
/// be waited for.
sigset_t block_end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int complain(const std::string& what) {
  std::cerr << "local-center: " << what << std::endl;
  return 1;
}

std::string cannot_listen(const Options& options, int error) {
  auto text = "cannot listen on " + options.listen + " port " + std::to_string(options.port);
  if (error != 0) text += std::string(": ") + std::strerror(error);
  return text + "; choose another port with --port (0 picks a free one)";
}

/// Serves in a thread of its own until a signal comes.
int serve_until_signal(Server& server, const sigset_t& signals) {
  std::atomic<bool> ended{false};
  bool good = true;
  std::thread thread([&] {
    good = server.serve();
    ended = true;
    kill(getpid(), SIGTERM);
  });
  while (!server.is_serving() && !ended) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  std::cout << server.url() << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  server.stop();
  thread.join();
  return good ? 0 : complain("the server gave up");
}

int run(const Options& options) {
  const auto signals = block_end_signals();
  Server server(options);
  errno = 0;
  if (!server.bind()) return complain(cannot_listen(options, errno));
  return serve_until_signal(server, signals);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  int exit_code = 0;
  if (!local_center::read_options(argc, argv, options, exit_code)) return exit_code;
  try {
    return run(options);
  } catch (const local_center::DatabaseError& error) {
    return complain("the database '" + options.database + "': " + error.what());
  } catch (const std::exception& error) {
    return complain(error.what());
  }
}
