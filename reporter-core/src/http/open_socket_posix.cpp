#include "http/open_socket.hpp"
#include "support/standard_descriptors.hpp"

#include <fcntl.h>
#include <sys/socket.h>

namespace testcenter::http {

curl_socket_t open_socket(void*, curlsocktype, curl_sockaddr* address) {
#if defined(SOCK_CLOEXEC)
  int descriptor = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
  int descriptor = socket(address->family, address->socktype, address->protocol);
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
#endif
  if (descriptor >= 0) move_above_standard(descriptor);
  return descriptor;
}

}  // namespace testcenter::http
