#include "tls_server.hpp"

#include "support/scripted_server/scripted_server.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace testcenter::test {

TlsServer::TlsServer(const TlsSetup& setup)
    : context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to peers that are gone
  SSL_CTX_use_certificate(context_.get(), setup.own->certificate.get());
  SSL_CTX_use_PrivateKey(context_.get(), setup.own->key.get());
  if (setup.highest_version != 0) {
    SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_set_max_proto_version(context_.get(), setup.highest_version);
  }
  if (setup.clients_authority != nullptr) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()),
                        setup.clients_authority->certificate.get());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::bind(listener_, raw, size) != 0 || ::listen(listener_, 8) != 0 ||
      ::getsockname(listener_, raw, &size) != 0) {
    throw std::runtime_error("TLS server: cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

TlsServer::~TlsServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void TlsServer::run() {
  for (;;) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    serve(socket);
    ::close(socket);
  }
}

void TlsServer::serve(int socket) {
  const std::unique_ptr<SSL, void (*)(SSL*)> session(SSL_new(context_.get()), &SSL_free);
  SSL_set_fd(session.get(), socket);
  if (SSL_accept(session.get()) != 1) return;
  std::string bytes;
  SeenRequest request;
  char buffer[4096];
  while (!take_request(bytes, request)) {
    const int count = SSL_read(session.get(), buffer, sizeof buffer);
    if (count <= 0) return;
    bytes.append(buffer, static_cast<std::size_t>(count));
  }
  ++requests_;
  const std::string answer = answer_bytes(201, "{\"runId\": 1}", {{"Connection", "close"}});
  SSL_write(session.get(), answer.data(), static_cast<int>(answer.size()));
  SSL_shutdown(session.get());
}

}  // namespace testcenter::test
