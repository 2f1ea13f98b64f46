#include "support/scripted_server/scripted_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <stdexcept>
#include <utility>

namespace testcenter::test {
namespace {

constexpr int trickle_milliseconds = 5;

struct Bound {
  int socket;
  std::uint16_t port;
};

Bound bind_to_free_port() {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const int bound = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  if (bound < 0 || ::bind(bound, raw, size) != 0 || ::getsockname(bound, raw, &size) != 0) {
    throw std::runtime_error("scripted server: no free port on loopback");
  }
  return {bound, ntohs(address.sin_port)};
}

}  // namespace

std::string answer_bytes(int status, const std::string& body, const HeaderList& headers,
                         std::size_t promised) {
  std::string bytes = "HTTP/1.1 " + std::to_string(status) + " As Scripted\r\n";
  bool has_type = false;
  for (const auto& [name, value] : headers) {
    bytes += name + ": " + value + "\r\n";
    has_type = has_type || name == "Content-Type";
  }
  if (!has_type && !body.empty()) bytes += "Content-Type: application/json\r\n";
  if (status != 204) {
    bytes += "Content-Length: " + std::to_string(std::max(promised, body.size())) + "\r\n";
  }
  return bytes + "\r\n" + body;
}

ScriptedServer::ScriptedServer() {
  const Bound bound = bind_to_free_port();
  listener_ = bound.socket;
  port_ = bound.port;
  if (::listen(listener_, 64) != 0 || ::pipe2(stop_pipe_, O_CLOEXEC) != 0) {
    throw std::runtime_error("scripted server: cannot listen");
  }
  auto api = std::make_shared<UploadApi>();
  otherwise_ = [api](const SeenRequest& request) {
    const UploadApi::Answer answer = api->answer(request.target, request.part("eventData"));
    return Behaviour::answer(answer.status, answer.body);
  };
  thread_ = std::thread([this] { run(); });
}

ScriptedServer::~ScriptedServer() {
  const char stop = 0;
  [[maybe_unused]] const auto written = ::write(stop_pipe_[1], &stop, 1);
  thread_.join();
  for (Connection& connection : open_) ::close(connection.socket);
  ::close(listener_);
  ::close(stop_pipe_[0]);
  ::close(stop_pipe_[1]);
}

ScriptedServer& ScriptedServer::then(Behaviour behaviour, int times) {
  const std::lock_guard lock(mutex_);
  script_.insert(script_.end(), static_cast<std::size_t>(times), behaviour);
  return *this;
}

void ScriptedServer::otherwise(Handler handler) {
  const std::lock_guard lock(mutex_);
  otherwise_ = std::move(handler);
}

std::vector<SeenRequest> ScriptedServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

int ScriptedServer::connections() const {
  const std::lock_guard lock(mutex_);
  return accepted_;
}

template <typename Condition>
bool ScriptedServer::wait(std::chrono::seconds at_most, Condition condition) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, at_most, condition);
}

bool ScriptedServer::wait_for_requests(std::size_t count, std::chrono::seconds at_most) {
  return wait(at_most, [&] { return requests_.size() >= count; });
}

bool ScriptedServer::wait_for_connections(int count, std::chrono::seconds at_most) {
  return wait(at_most, [&] { return accepted_ >= count; });
}

bool ScriptedServer::wait_until_all_closed(std::chrono::seconds at_most) {
  return wait(at_most, [&] { return closed_ == accepted_; });
}

void ScriptedServer::run() {
  while (serve_once()) {
    open_.remove_if([](const Connection& connection) { return connection.socket < 0; });
  }
}

bool ScriptedServer::serve_once() {
  std::vector<pollfd> waits = {{stop_pipe_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
  bool is_trickling = false;
  for (const Connection& connection : open_) {
    const bool wants_out = !connection.out.empty() && !connection.trickles;
    is_trickling = is_trickling || connection.trickles;
    // A stalled connection reads nothing, but it still learns that the peer is gone.
    const int events = connection.is_stalled ? POLLRDHUP : wants_out ? POLLIN | POLLOUT : POLLIN;
    waits.push_back({connection.socket, static_cast<short>(events), 0});
  }
  ::poll(waits.data(), waits.size(), is_trickling ? trickle_milliseconds : -1);
  if (waits[0].revents != 0) return false;
  std::size_t next = 2;
  for (Connection& connection : open_) serve(connection, waits[next++].revents);
  if (waits[1].revents != 0) accept_one();
  return true;
}

void ScriptedServer::accept_one() {
  const int accepted = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (accepted < 0) return;
  const int on = 1;
  ::setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  Connection& connection = open_.emplace_back();
  connection.socket = accepted;
  {
    const std::lock_guard lock(mutex_);
    connection.number = ++accepted_;
  }
  changed_.notify_all();
  Behaviour behaviour;
  if (take_scripted(Behaviour::Moment::accept, behaviour)) apply(connection, behaviour);
}

void ScriptedServer::serve(Connection& connection, short events) {
  if (connection.is_stalled) {
    if ((events & (POLLRDHUP | POLLHUP | POLLERR)) != 0) close(connection);
    return;
  }
  if ((events & (POLLIN | POLLHUP | POLLERR)) != 0) read_some(connection);
  if (connection.socket >= 0 && !connection.out.empty()) write_some(connection);
}

void ScriptedServer::read_some(Connection& connection) {
  char bytes[65536];
  const ssize_t count = ::recv(connection.socket, bytes, sizeof bytes, 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) return close(connection);
  Behaviour behaviour;
  const bool is_first = connection.in.empty();
  connection.in.append(bytes, static_cast<std::size_t>(count));
  if (is_first && take_scripted(Behaviour::Moment::first_bytes, behaviour)) {
    return apply(connection, behaviour);
  }
  handle_requests(connection);
}

void ScriptedServer::handle_requests(Connection& connection) {
  SeenRequest request;
  while (connection.socket >= 0 && !connection.is_stalled && take_request(connection.in, request)) {
    request.connection = connection.number;
    const Behaviour behaviour = behaviour_for(request);
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    changed_.notify_all();
    apply(connection, behaviour);
  }
}

void ScriptedServer::write_some(Connection& connection) {
  const std::size_t size = connection.trickles ? 1 : connection.out.size();
  const ssize_t count = ::send(connection.socket, connection.out.data(), size, MSG_NOSIGNAL);
  if (count < 0 && errno == EAGAIN) return;
  if (count < 0) return close(connection);
  connection.out.erase(0, static_cast<std::size_t>(count));
  if (!connection.out.empty()) return;
  connection.trickles = false;
  if (connection.then_close) close(connection);
}

void ScriptedServer::apply(Connection& connection, const Behaviour& behaviour) {
  switch (behaviour.action) {
    case Behaviour::Action::answer:
    case Behaviour::Action::trickle:
      connection.out += behaviour.bytes;
      connection.trickles = behaviour.action == Behaviour::Action::trickle;
      connection.then_close = behaviour.then_close;
      return write_some(connection);
    case Behaviour::Action::stall:
      connection.is_stalled = true;
      return;
    case Behaviour::Action::reset: {
      const linger at_once = {1, 0};
      ::setsockopt(connection.socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      return close(connection);
    }
    case Behaviour::Action::close:
      return close(connection);
  }
}

void ScriptedServer::close(Connection& connection) {
  ::close(connection.socket);
  connection.socket = -1;
  {
    const std::lock_guard lock(mutex_);
    ++closed_;
  }
  changed_.notify_all();
}

bool ScriptedServer::take_scripted(Behaviour::Moment moment, Behaviour& behaviour) {
  const std::lock_guard lock(mutex_);
  if (script_.empty() || script_.front().moment != moment) return false;
  behaviour = std::move(script_.front());
  script_.pop_front();
  return true;
}

Behaviour ScriptedServer::behaviour_for(const SeenRequest& request) {
  Behaviour scripted;
  if (take_scripted(Behaviour::Moment::request, scripted)) return scripted;
  std::unique_lock lock(mutex_);
  const Handler handler = otherwise_;
  lock.unlock();
  return handler(request);
}

RefusingPort::RefusingPort() {
  const Bound bound = bind_to_free_port();
  socket_ = bound.socket;
  port_ = bound.port;
}

RefusingPort::~RefusingPort() { ::close(socket_); }

}  // namespace testcenter::test
