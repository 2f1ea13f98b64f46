#include "support/counting_server.hpp"

#include "support/counting_connection.hpp"
#include "support/fail.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <new>

namespace testcenter::benchmarks {
namespace {

int listen_on_loopback(std::string& url) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (fd < 0 || bind(fd, any, size) != 0 || listen(fd, 16) != 0 ||
      getsockname(fd, any, &size) != 0) {
    fail("cannot listen on the loopback");
  }
  url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  return fd;
}

std::unique_ptr<CountingConnection> accept_one(int listener, CountingServer::Shared& shared) {
  const int fd = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ++shared.connections;
  return std::make_unique<CountingConnection>(fd, shared);
}

[[noreturn]] void serve(int listener, CountingServer::Shared& shared) {
  std::vector<std::unique_ptr<CountingConnection>> connections;
  std::vector<pollfd> waiting{{listener, POLLIN, 0}};
  for (;;) {
    poll(waiting.data(), waiting.size(), -1);
    for (std::size_t i = waiting.size(); i-- > 1;) {
      if (waiting[i].revents == 0 || connections[i - 1]->serve()) continue;
      connections.erase(connections.begin() + static_cast<std::ptrdiff_t>(i - 1));
      waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if ((waiting[0].revents & POLLIN) == 0) continue;
    connections.push_back(accept_one(listener, shared));
    waiting.push_back({connections.back()->fd(), POLLIN, 0});
  }
}

}  // namespace

CountingServer::CountingServer(std::size_t recording) : shared_size_(sizeof(Shared) + recording) {
  void* memory = mmap(nullptr, shared_size_, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) fail("cannot map memory for the counts");
  shared_ = new (memory) Shared;
  shared_->room = recording;
  const int listener = listen_on_loopback(url_);
  const pid_t parent = getpid();
  child_ = fork();
  if (child_ < 0) fail("cannot fork the counting server");
  if (child_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    serve(listener, *shared_);
  }
  close(listener);
}

CountingServer::~CountingServer() {
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
  munmap(shared_, shared_size_);
}

ServerCounts CountingServer::counts() const {
  return {shared_->connections, shared_->requests, shared_->elements, shared_->events};
}

void CountingServer::reset() {
  shared_->connections = 0;
  shared_->requests = 0;
  shared_->elements = 0;
  shared_->events = 0;
  shared_->recorded = 0;
}

std::vector<std::string> CountingServer::recorded() const {
  if (shared_->recorded > shared_->room) fail("too little room to record the requests");
  std::vector<std::string> requests;
  const char* at = shared_->bytes();
  const char* const end = at + shared_->recorded;
  while (at < end) {
    std::uint32_t size = 0;
    std::memcpy(&size, at, sizeof size);
    requests.emplace_back(at + sizeof size, size);
    at += sizeof size + size;
  }
  return requests;
}

}  // namespace testcenter::benchmarks
