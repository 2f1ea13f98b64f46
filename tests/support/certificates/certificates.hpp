#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace testcenter::test {

/// A certificate and its key, made in memory for one test.
struct Certificate {
  std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key{nullptr, &EVP_PKEY_free};
  std::unique_ptr<X509, void (*)(X509*)> certificate{nullptr, &X509_free};
};

Certificate make_authority(const std::string& name);

/// `subject` is as OpenSSL writes alternative names: "IP:127.0.0.1" or "DNS:center.invalid".
/// `seconds_left` < 0: it expired already.
Certificate issue(const Certificate& authority, const std::string& subject,
                  long seconds_left = 3600);

void write_certificate(const Certificate& certificate, const std::string& path);
void write_key(const Certificate& certificate, const std::string& path);

}  // namespace testcenter::test
