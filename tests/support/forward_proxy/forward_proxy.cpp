#include "support/forward_proxy/forward_proxy.hpp"

#include "support/scripted_server/behaviour.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <string_view>
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

/// "127.0.0.1:1234", with or without scheme and path; -1 if nobody listens.
int connect_to(std::string_view target) {
  if (target.substr(0, 7) == "http://") target.remove_prefix(7);
  target = target.substr(0, target.find('/'));
  const std::string port(target.substr(target.rfind(':') + 1));
  const sockaddr_in address = loopback(std::atoi(port.c_str()));
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

/// False: the other side is gone.
bool read_more(int socket, std::string& bytes) {
  char buffer[65536];
  const ssize_t count = ::recv(socket, buffer, sizeof buffer, 0);
  if (count <= 0) return false;
  bytes.append(buffer, static_cast<std::size_t>(count));
  return true;
}

/// Both ways, until one side is gone.
void tunnel(int client, int server) {
  for (;;) {
    pollfd waits[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    if (::poll(waits, 2, -1) < 0) continue;
    for (const auto& [from, to] : {std::pair(0, 1), {1, 0}}) {
      if (waits[from].revents == 0) continue;
      std::string bytes;
      if (!read_more(waits[from].fd, bytes)) return;
      send_all(waits[to].fd, bytes);
    }
  }
}

/// As the server wants it: only the path, and nothing that is for the proxy.
std::string bytes_for_server(const SeenRequest& request) {
  const std::size_t path = request.target.find('/', 7);
  std::string bytes = request.method + " " + request.target.substr(path) + " HTTP/1.1\r\n";
  for (const auto& [name, value] : request.headers) {
    if (name.compare(0, 6, "Proxy-") != 0) bytes += name + ": " + value + "\r\n";
  }
  return bytes + "Connection: close\r\n\r\n" + request.body;
}

}  // namespace

ForwardProxy::ForwardProxy(std::string authorization) : authorization_(std::move(authorization)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::bind(listener_, raw, size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, raw, &size) != 0) {
    throw std::runtime_error("forward proxy: cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

ForwardProxy::~ForwardProxy() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  for (const int client : clients_) ::shutdown(client, SHUT_RDWR);
  for (std::thread& connection : connections_) connection.join();
  for (const int client : clients_) ::close(client);
  ::close(listener_);
}

std::vector<SeenRequest> ForwardProxy::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

void ForwardProxy::note(const SeenRequest& request) {
  const std::lock_guard lock(mutex_);
  asked_.push_back(request);
}

void ForwardProxy::run() {
  for (;;) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    clients_.push_back(client);
    connections_.emplace_back([this, client] {
      serve(client);
      ::shutdown(client, SHUT_RDWR);
    });
  }
}

void ForwardProxy::serve(int client) {
  std::string bytes;
  for (SeenRequest request;;) {
    while (!take_request(bytes, request)) {
      if (!read_more(client, bytes)) return;
    }
    note(request);
    if (request.header("Proxy-Authorization") != authorization_) {
      send_all(client, answer_bytes(407, "", {{"Proxy-Authenticate", "Basic realm=\"test\""}}));
    } else if (!forward(client, bytes, request)) {
      return;
    }
  }
}

/// False: this connection is over.
bool ForwardProxy::forward(int client, std::string& bytes, const SeenRequest& request) {
  const int server = connect_to(request.target);
  if (server < 0) {
    send_all(client, answer_bytes(502, ""));
    return true;
  }
  if (request.method == "CONNECT") {
    send_all(client, "HTTP/1.1 200 Connection established\r\n\r\n");
    send_all(server, std::exchange(bytes, ""));
    tunnel(client, server);
  } else {
    send_all(server, bytes_for_server(request));
    std::string answer;
    while (read_more(server, answer)) {
    }
    send_all(client, answer);
  }
  ::close(server);
  return false;
}

}  // namespace testcenter::test
