#pragma once

#include "support/certificates/certificates.hpp"
#include "support/temporary_folder.hpp"

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace testcenter::test {

struct NginxSetup {
  const Certificate* own = nullptr;
  const Certificate* clients_authority = nullptr;  ///< set: clients must show a certificate of it
  int server_port = 0;                             ///< on loopback, what it stands in front of
};

/// The real nginx as a TLS front on a free loopback port. It takes over a socket that listens
/// already, so there is no moment at which nobody does.
class NginxProcess {
 public:
  explicit NginxProcess(const NginxSetup& setup);
  ~NginxProcess();
  NginxProcess(const NginxProcess&) = delete;
  NginxProcess& operator=(const NginxProcess&) = delete;

  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }
  /// What it said about errors so far.
  std::string log() const { return content_of(folder_.path("error.log")); }

 private:
  std::string configuration(const NginxSetup& setup) const;
  void start(int listener);

  TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
};

}  // namespace testcenter::test
