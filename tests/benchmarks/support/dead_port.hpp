#pragma once

#include "support/fail.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

namespace testcenter::benchmarks {

/// A port of the loopback where every connection is refused: bound, so that nobody else gets it,
/// but nobody listens.
class DeadPort {
 public:
  DeadPort() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    require(fd_ >= 0 && bind(fd_, any, size) == 0 && getsockname(fd_, any, &size) == 0,
            "cannot bind a port of the loopback");
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }
  ~DeadPort() { close(fd_); }
  DeadPort(const DeadPort&) = delete;
  DeadPort& operator=(const DeadPort&) = delete;

  const std::string& url() const { return url_; }

 private:
  int fd_;
  std::string url_;
};

}  // namespace testcenter::benchmarks
