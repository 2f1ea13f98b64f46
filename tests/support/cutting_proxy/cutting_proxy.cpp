#include "support/cutting_proxy/cutting_proxy.hpp"

#include "support/scripted_server/request_parser.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace testcenter::test {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int connect_to(int port) {
  const sockaddr_in address = loopback(port);
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return made;
  }
  ::close(made);
  return -1;
}

void send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void without_delay(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

/// An answer is parsed like a request: head, Content-Length, body.
std::vector<std::size_t> ends_of_messages(std::string bytes) {
  const std::size_t size = bytes.size();
  std::vector<std::size_t> ends;
  for (SeenRequest message; take_request(bytes, message);) ends.push_back(size - bytes.size());
  return ends;
}

CuttingProxy::CuttingProxy(int server_port) : server_port_(server_port) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::bind(listener_, raw, size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, raw, &size) != 0 || ::pipe2(stop_pipe_, O_CLOEXEC) != 0) {
    throw std::runtime_error("cutting proxy: cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

CuttingProxy::~CuttingProxy() {
  const char stop = 0;
  [[maybe_unused]] const auto written = ::write(stop_pipe_[1], &stop, 1);
  thread_.join();
  for (const int fd : {listener_, stop_pipe_[0], stop_pipe_[1]}) ::close(fd);
}

void CuttingProxy::begin(std::deque<Cut> cuts) {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [this] { return !is_serving_; });
  cuts_ = std::move(cuts);
  since_cut_[0] = since_cut_[1] = 0;
  carried_.clear();
}

std::vector<Carried> CuttingProxy::carried() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [this] { return !is_serving_; });
  return carried_;
}

/// False: this proxy ends.
bool CuttingProxy::wait_for(int socket) {
  pollfd waits[2] = {{stop_pipe_[0], POLLIN, 0}, {socket, POLLIN, 0}};
  while (::poll(waits, 2, -1) < 0) {
  }
  return waits[0].revents == 0;
}

void CuttingProxy::run() {
  while (wait_for(listener_)) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    set_serving(true);
    serve(client);
    ::close(client);
    set_serving(false);
  }
}

void CuttingProxy::set_serving(bool is_serving) {
  const std::lock_guard lock(mutex_);
  is_serving_ = is_serving;
  idle_.notify_all();
}

void CuttingProxy::serve(int client) {
  const int server = connect_to(server_port_);
  if (server < 0) return;
  without_delay(client);
  without_delay(server);
  {
    const std::lock_guard lock(mutex_);
    carried_.emplace_back();
  }
  carry(client, server);
  drain(server);
  ::close(server);
}

void CuttingProxy::carry(int client, int server) {
  for (;;) {
    pollfd waits[3] = {{stop_pipe_[0], POLLIN, 0}, {client, POLLIN, 0}, {server, POLLIN, 0}};
    if (::poll(waits, 3, -1) < 0) continue;
    if (waits[0].revents != 0) return;
    if (waits[2].revents != 0 && !pass_on(Way::to_client, server, client)) return;
    if (waits[1].revents != 0 && !pass_on(Way::to_server, client, server)) return;
  }
}

/// False: the connection ends, by a cut or because one side closed it.
bool CuttingProxy::pass_on(Way way, int from, int to) {
  char buffer[65536];
  const ssize_t count = ::recv(from, buffer, sizeof buffer, 0);
  if (count <= 0) return false;
  std::string_view bytes(buffer, static_cast<std::size_t>(count));
  const std::lock_guard lock(mutex_);
  Carried& carried = carried_.back();
  const bool to_server = way == Way::to_server;
  std::string& received = to_server ? carried.from_client : carried.from_server;
  std::string& sent = to_server ? carried.to_server : carried.to_client;
  received.append(bytes);
  const std::size_t room = room_before_cut(way, received, sent.size());
  const bool is_cut = room <= bytes.size();
  bytes = bytes.substr(0, room);
  sent.append(bytes);
  since_cut_[static_cast<int>(way)] += bytes.size();
  send_all(to, bytes);
  if (!is_cut) return true;
  cuts_.pop_front();
  since_cut_[0] = since_cut_[1] = 0;
  return false;
}

/// How much more may go that way; `sent`: what went over this connection.
std::size_t CuttingProxy::room_before_cut(Way way, const std::string& received,
                                          std::size_t sent) const {
  constexpr std::size_t any = static_cast<std::size_t>(-1);
  if (cuts_.empty() || cuts_.front().way != way) return any;
  const Cut& cut = cuts_.front();
  if (cut.message == 0) return cut.after - since_cut_[static_cast<int>(way)];
  const auto ends = ends_of_messages(received);
  if (ends.size() < cut.message) return any;
  const std::size_t place = ends[cut.message - 1] - cut.before_end;
  return std::max(place, sent) - sent;
}

/// The server hears that nothing more comes, and closes when it is done.
void CuttingProxy::drain(int server) {
  ::shutdown(server, SHUT_WR);
  char buffer[65536];
  while (wait_for(server)) {
    const ssize_t count = ::recv(server, buffer, sizeof buffer, 0);
    if (count <= 0) return;
    const std::lock_guard lock(mutex_);
    carried_.back().from_server.append(buffer, static_cast<std::size_t>(count));
  }
}

}  // namespace testcenter::test
