#include "http/exit_order.hpp"

#include <dlfcn.h>

#include <cstdint>

namespace testcenter::http {
namespace {

/// OPENSSL_INIT_ASYNC, the cheapest part of OpenSSL's start-up (20 us): asked for nothing, it also
/// registers nothing.
constexpr std::uint64_t init_async = 0x100;

}  // namespace

void register_tls_exit_handler() {
  // OpenSSL is libcurl's choice, not ours, so it is not linked but looked up; others clean up when
  // they are unloaded, after all exit handlers.
  using Init = int (*)(std::uint64_t options, const void* settings);
  const auto init = reinterpret_cast<Init>(dlsym(RTLD_DEFAULT, "OPENSSL_init_crypto"));
  if (init != nullptr) init(init_async, nullptr);
}

}  // namespace testcenter::http
