#include "support/certificates/certificates.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <stdexcept>

namespace testcenter::test {
namespace {

constexpr long one_day = 24 * 3600;

void require(bool good, const char* what) {
  if (!good) throw std::runtime_error(std::string("OpenSSL cannot ") + what);
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  require(extension != nullptr, "make an extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Certificate blank(const std::string& name, long serial, long seconds_left) {
  Certificate made;
  made.key.reset(EVP_EC_gen("P-256"));
  made.certificate.reset(X509_new());
  require(made.key != nullptr && made.certificate != nullptr, "make a key");
  X509* certificate = made.certificate.get();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -one_day);
  X509_gmtime_adj(X509_getm_notAfter(certificate), seconds_left);
  X509_set_pubkey(certificate, made.key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  return made;
}

void sign(Certificate& made, X509* issuer, EVP_PKEY* key) {
  X509_set_issuer_name(made.certificate.get(), X509_get_subject_name(issuer));
  require(X509_sign(made.certificate.get(), key, EVP_sha256()) > 0, "sign");
}

template <typename Write>
void write(const std::string& path, Write write_to) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  require(file != nullptr, "write a file");
  const int written = write_to(file);
  std::fclose(file);
  require(written == 1, "write PEM");
}

}  // namespace

Certificate make_authority(const std::string& name) {
  Certificate made = blank(name, 1, one_day);
  X509* self = made.certificate.get();
  add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
  sign(made, self, made.key.get());
  return made;
}

Certificate issue(const Certificate& authority, const std::string& subject, long seconds_left) {
  Certificate made = blank("test", 2, seconds_left);
  add_extension(made.certificate.get(), authority.certificate.get(), NID_subject_alt_name, subject);
  sign(made, authority.certificate.get(), authority.key.get());
  return made;
}

void write_certificate(const Certificate& certificate, const std::string& path) {
  write(path, [&](std::FILE* file) { return PEM_write_X509(file, certificate.certificate.get()); });
}

void write_key(const Certificate& certificate, const std::string& path) {
  write(path, [&](std::FILE* file) {
    return PEM_write_PrivateKey(file, certificate.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

}  // namespace testcenter::test
