#pragma once

#include "support/certificates/certificates.hpp"

#include <openssl/ssl.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

namespace testcenter::test {

struct TlsSetup {
  const Certificate* own = nullptr;
  const Certificate* clients_authority = nullptr;  ///< set: a client must show a certificate of it
  int highest_version = 0;                         ///< 0: what OpenSSL has
};

/// Takes TLS connections on a free loopback port, one after the other; answers the first request of
/// each with 201.
class TlsServer {
 public:
  explicit TlsServer(const TlsSetup& setup);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }
  int requests() const { return requests_; }

 private:
  void run();
  void serve(int socket);

  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> requests_{0};
  std::thread thread_;
};

}  // namespace testcenter::test
