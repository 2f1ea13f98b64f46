#include "destination/destination.hpp"

#include "http/curl_transport.hpp"
#include "http/narrating_transport.hpp"
#include "http/tls_at_exit.hpp"
#include "journal/spool.hpp"
#include "support/console.hpp"
#include "support/host.hpp"
#include "support/loopback.hpp"

#include <utility>

namespace testcenter::destination {
namespace {

http::ConnectionSettings connection_of(const config::Settings& settings) {
  http::ConnectionSettings connection;
  connection.base_url = settings.url;
  connection.token = settings.token;
  connection.user = settings.user;
  connection.password = settings.password;
  connection.ca_file = settings.ca_file;
  connection.client_cert = settings.client_cert;
  connection.client_key = settings.client_key;
  connection.proxy = settings.proxy;
  connection.user_agent = "testcenter-reporter/" TESTCENTER_VERSION;
  connection.connect_timeout = settings.connect_timeout;
  connection.request_timeout = settings.request_timeout;
  return connection;
}

}  // namespace

void prepare_process() { http::leave_linked_tls_library_up_at_exit(); }

std::unique_ptr<http::Transport> connect(const config::Settings& settings) {
  auto transport = http::make_curl_transport(connection_of(settings));
  if (settings.verbose != Verbosity::debug) return transport;
  return http::narrate(std::move(transport), [](const std::string& line) { console::say(line); });
}

std::string shown(const config::Settings& settings) {
  std::string text = settings.url + ", project " + settings.project;
  if (settings.report_id != 0) return text + ", report " + std::to_string(settings.report_id);
  return settings.batch.empty() ? text : text + ", batch " + settings.batch;
}

std::string warning_of_plain_credentials(const config::Settings& settings) {
  const bool has_credentials = !settings.token.empty() || !settings.user.empty();
  const bool is_plain = settings.url.compare(0, 7, "http://") == 0 && !is_loopback(settings.url);
  if (!has_credentials || !is_plain) return {};
  return "the credentials travel unencrypted to " + settings.url;
}

void add_writer_label(config::Settings& settings, std::string_view program,
                      std::string_view start) {
  if (settings.batch.empty() || settings.report_id != 0) return;
  std::string writer(program);
  writer.append("-").append(host::name()).append("-");
  writer.append(std::to_string(host::process_id())).append("-").append(start);
  settings.labels.push_back({".writer", std::move(writer)});
}

Status prepare_spool(config::Settings& settings) {
  Status status = journal::prepare_spool(settings.spool_dir);
  if (status || settings.spool_fallback.empty()) return status;
  if (!journal::prepare_spool(settings.spool_fallback)) return status;
  settings.spool_dir = settings.spool_fallback;
  return {};
}

}  // namespace testcenter::destination
