#pragma once

#include "support/scripted_server/request_parser.hpp"

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace testcenter::test {

/// An HTTP proxy on a free loopback port that really forwards: requests for http:// one by one,
/// CONNECT as a tunnel; only to loopback. Whoever does not show `authorization`
/// ("Basic dTpw") is answered 407.
class ForwardProxy {
 public:
  explicit ForwardProxy(std::string authorization);
  ~ForwardProxy();
  ForwardProxy(const ForwardProxy&) = delete;
  ForwardProxy& operator=(const ForwardProxy&) = delete;

  /// "127.0.0.1:1234"
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

  /// What it was asked for, without bodies: of a tunnel only the CONNECT.
  std::vector<SeenRequest> asked() const;

 private:
  void run();
  void serve(int client);
  bool forward(int client, std::string& bytes, const SeenRequest& request);
  void note(const SeenRequest& request);

  std::string authorization_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<SeenRequest> asked_;
  std::list<int> clients_;
  std::list<std::thread> connections_;  // the accepting thread's
  std::thread thread_;
};

}  // namespace testcenter::test
