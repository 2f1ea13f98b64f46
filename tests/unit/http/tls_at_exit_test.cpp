#include "http/tls_at_exit.hpp"

#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <openssl/ssl.h>

#include <cstdio>
#include <cstdlib>

namespace {

void use_tls_and_exit() {
  OPENSSL_init_ssl(0, nullptr);
  OPENSSL_atexit([] { std::fputs("cleaned up\n", stderr); });
  std::exit(0);
}

// Run again from the start: what counts is who is first to use OpenSSL.
TEST(TlsLibraryDeathTest, IsNotCleanedUpAtExit) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(use_tls_and_exit(), testing::ExitedWithCode(0), "cleaned up");
  EXPECT_EXIT(
      {
        testcenter::http::leave_linked_tls_library_up_at_exit();
        use_tls_and_exit();
      },
      testing::ExitedWithCode(0), "^$");
}

}  // namespace
