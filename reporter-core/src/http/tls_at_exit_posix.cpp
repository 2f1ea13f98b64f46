#include "http/tls_at_exit.hpp"

#include <dlfcn.h>

#include <cstdint>

namespace testcenter::http {
namespace {

/// OPENSSL_INIT_NO_ATEXIT, since 1.1.1b. It counts in the first call alone.
constexpr std::uint64_t init_no_atexit = 0x80000;

}  // namespace

void leave_tls_library_up_at_exit(void* library) {
  // OpenSSL is libcurl's choice, not ours, so it is not linked but looked up.
  using Init = int (*)(std::uint64_t options, const void* settings);
  const auto init = reinterpret_cast<Init>(dlsym(library, "OPENSSL_init_crypto"));
  if (init != nullptr) init(init_no_atexit, nullptr);
}

void leave_linked_tls_library_up_at_exit() { leave_tls_library_up_at_exit(RTLD_DEFAULT); }

}  // namespace testcenter::http
