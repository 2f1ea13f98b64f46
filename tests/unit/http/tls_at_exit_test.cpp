#include "http/tls_at_exit.hpp"

#include <testcenter/reporter.hpp>

#include "support/temporary_folder.hpp"

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

TEST(TlsLibraryDeathTest, IsNotCleanedUpAtExitOfWhoReports) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  const testcenter::test::TemporaryFolder folder;
  testcenter::Config config;
  config.url = "http://127.0.0.1:1";  // there is nothing to send
  config.spool_dir = folder.path("spool");
  config.verbose = testcenter::Verbosity::quiet;
  const auto after_run = [&] {
    testcenter::Reporter::after(nullptr, config, {}).finish();
    use_tls_and_exit();
  };
  const auto after_own = [&] {
    testcenter::Reporter(config).finish();
    use_tls_and_exit();
  };
  EXPECT_EXIT(after_run(), testing::ExitedWithCode(0), "^$");
  EXPECT_EXIT(after_own(), testing::ExitedWithCode(0), "^$");
}

}  // namespace
