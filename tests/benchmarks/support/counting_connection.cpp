#include "support/counting_connection.hpp"

#include <strings.h>

#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace testcenter::benchmarks {
namespace {

constexpr std::size_t room = 4 * 1024 * 1024;

std::size_t content_length(std::string_view head) {
  constexpr std::string_view name = "content-length:";
  for (std::size_t at = head.find("\r\n"); at + 2 < head.size(); at = head.find("\r\n", at + 2)) {
    const std::string_view line = head.substr(at + 2);
    if (line.size() > name.size() && strncasecmp(line.data(), name.data(), name.size()) == 0) {
      return std::strtoull(line.data() + name.size(), nullptr, 10);
    }
  }
  return 0;
}

/// An event names its run once, and a quote inside of a text is escaped.
std::uint64_t count_events(std::string_view body) {
  constexpr std::string_view key = "\"runId\"";
  std::uint64_t found = 0;
  const char* at = body.data();
  const char* const end = at + body.size();
  for (;;) {
    const auto left = static_cast<std::size_t>(end - at);
    at = static_cast<const char*>(memmem(at, left, key.data(), key.size()));
    if (at == nullptr) return found;
    at += key.size();
    ++found;
  }
}

std::string response(std::string_view status, std::string_view body) {
  std::string text = "HTTP/1.1 ";
  text.append(status).append("\r\n");
  if (!body.empty()) {
    text.append("Content-Type: application/json\r\nContent-Length: ");
    text.append(std::to_string(body.size())).append("\r\n");
  }
  return text.append("\r\n").append(body);
}

}  // namespace

CountingConnection::CountingConnection(int fd, CountingServer::Shared& shared)
    : fd_(fd), shared_(shared), in_(room, '\0') {}

CountingConnection::~CountingConnection() { close(fd_); }

bool CountingConnection::serve() {
  const ssize_t got = recv(fd_, in_.data() + used_, in_.size() - used_, 0);
  if (got <= 0) return false;
  used_ += static_cast<std::size_t>(got);
  while (head_ != 0 || read_head()) {
    if (whole_ > in_.size()) return false;
    if (used_ < whole_) return true;
    if (!answer(std::string_view(in_).substr(0, whole_))) return false;
    std::memmove(in_.data(), in_.data() + whole_, used_ - whole_);
    used_ -= whole_;
    head_ = 0;
  }
  return true;
}

bool CountingConnection::read_head() {
  const std::string_view received = std::string_view(in_).substr(0, used_);
  const std::size_t end = received.find("\r\n\r\n");
  if (end == std::string_view::npos) return false;
  head_ = end + 4;
  whole_ = head_ + content_length(received.substr(0, head_));
  return true;
}

bool CountingConnection::answer(std::string_view request) {
  constexpr std::string_view method = "POST /upload/";
  if (request.substr(0, method.size()) != method) return false;
  ++shared_.requests;
  record(request);
  const std::string_view target =
      request.substr(method.size(), request.find(' ', method.size()) - method.size());
  const std::string_view body = request.substr(head_);
  if (target != "events") {
    ++shared_.elements;
    std::string made = "{\"runId\":" + std::to_string(++last_run_);
    if (target == "suites") made += ",\"project\":\"benchmark\",\"batch\":\"1\",\"reportId\":1";
    return send_all(response("201 Created", made + "}"));
  }
  const std::uint64_t events = count_events(body);
  shared_.events += events;
  if (body.front() == '{') return send_all(response("204 No Content", {}));
  return send_all(response("207 Multi-Status", answers_to(events)));
}

std::string CountingConnection::answers_to(std::uint64_t events) const {
  std::string text = "[";
  for (std::uint64_t i = 0; i < events; ++i) {
    text += i == 0 ? R"({"code":201,"body":""})" : R"(,{"code":201,"body":""})";
  }
  return text += "]";
}

void CountingConnection::record(std::string_view request) {
  if (shared_.room == 0) return;
  const auto size = static_cast<std::uint32_t>(request.size());
  const std::size_t at = shared_.recorded;
  const std::size_t end = at + sizeof size + size;
  shared_.recorded = end;
  if (end > shared_.room) return;
  std::memcpy(shared_.bytes() + at, &size, sizeof size);
  std::memcpy(shared_.bytes() + at + sizeof size, request.data(), size);
}

bool CountingConnection::send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace testcenter::benchmarks
