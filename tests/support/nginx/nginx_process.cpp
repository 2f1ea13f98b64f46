#include "support/nginx/nginx_process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace testcenter::test {
namespace {

/// Without close-on-exec: nginx finds its number in the variable NGINX.
int listen_on_free_port(std::uint16_t& port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::bind(listener, raw, size) != 0 || ::listen(listener, 64) != 0 ||
      ::getsockname(listener, raw, &size) != 0) {
    throw std::runtime_error("nginx: no free port on loopback");
  }
  port = ntohs(address.sin_port);
  return listener;
}

}  // namespace

NginxProcess::NginxProcess(const NginxSetup& setup) {
  write_certificate(*setup.own, folder_.path("own.pem"));
  write_key(*setup.own, folder_.path("own.key"));
  if (setup.clients_authority != nullptr) {
    write_certificate(*setup.clients_authority, folder_.path("clients.pem"));
  }
  const int listener = listen_on_free_port(port_);
  folder_.write("nginx.conf", configuration(setup));
  start(listener);
  ::close(listener);
}

std::string NginxProcess::configuration(const NginxSetup& setup) const {
  std::string text = "daemon off; pid nginx.pid; error_log stderr;\nevents {}\n";
  if (geteuid() == 0) text += "user root;\n";  // else its worker could not read what is ours
  text += "http {\naccess_log off;\n";
  for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
    text += std::string(kind) + "_temp_path " + kind + ";\n";
  }
  text += "server {\nlisten 127.0.0.1:" + std::to_string(port_) + " ssl;\n";
  text += "ssl_certificate own.pem; ssl_certificate_key own.key;\n";
  if (setup.clients_authority != nullptr) {
    text += "ssl_client_certificate clients.pem; ssl_verify_client on;\n";
  }
  text += "location / { proxy_http_version 1.1; proxy_pass http://127.0.0.1:" +
          std::to_string(setup.server_port) + "; }\n}\n}\n";
  return text;
}

void NginxProcess::start(int listener) {
  const std::string prefix = folder_.path("");
  const std::string configuration = folder_.path("nginx.conf");
  const std::string log = folder_.path("error.log");
  const std::string inherited = std::to_string(listener) + ";";
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("cannot fork");
  if (pid_ > 0) return;
  prctl(PR_SET_PDEATHSIG, SIGTERM);  // it ends its worker, too
  setenv("NGINX", inherited.c_str(), 1);
  // What it says ahead of its configuration, which names stderr, is there as well.
  dup2(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600), STDERR_FILENO);
  execl(NGINX_PROGRAM, NGINX_PROGRAM, "-p", prefix.c_str(), "-c", configuration.c_str(), nullptr);
  _exit(127);
}

NginxProcess::~NginxProcess() {
  ::kill(pid_, SIGTERM);
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace testcenter::test
