#pragma once

#include <curl/curl.h>

namespace testcenter::http {

/// For CURLOPT_OPENSOCKETFUNCTION: not inherited by started programs, and never in the place of
/// stdin, stdout or stderr. POSIX.
curl_socket_t open_socket(void* unused, curlsocktype purpose, curl_sockaddr* address);

}  // namespace testcenter::http
