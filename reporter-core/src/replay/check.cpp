#include <testcenter/check.hpp>

#include "api/verdict.hpp"
#include "config/settings.hpp"
#include "config/shown.hpp"
#include "destination/destination.hpp"
#include "http/transport.hpp"
#include "journal/spool.hpp"
#include "journal/writer.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace testcenter {
namespace {

using Cause = http::Failure::Cause;

Readiness readiness_of(const http::Failure& failure) {
  switch (failure.cause) {
    case Cause::name:
      return Readiness::name;
    case Cause::connection:
      return Readiness::refused;
    case Cause::proxy:
      return Readiness::proxy;
    case Cause::tls:
      return Readiness::tls;
    case Cause::other:
      break;
  }
  return failure.kind == http::Failure::Kind::unusable ? Readiness::settings : Readiness::no_answer;
}

/// The API refuses an event that has neither run nor type with 400. Anything else is something
/// else.
Readiness readiness_of(const http::Response& response) {
  const int status = response.status;
  if (status == 407) return Readiness::proxy;
  if (status == 401 || status == 403) return Readiness::bad_credentials;
  if (status == 429 || status >= 500) return Readiness::server_trouble;
  if (status >= 300 && status < 400) return Readiness::not_activated;
  if (status < 300 || status == 400) {
    if (api::is_page(response)) return Readiness::not_activated;
    return status == 400 ? Readiness::ready : Readiness::wrong_path;
  }
  return Readiness::wrong_path;
}

std::string words_for(Readiness readiness, const http::Reply& reply, const std::string& url) {
  if (readiness == Readiness::ready) return url + " is ready to take results";
  const std::string reason = api::judge_event(reply).reason;
  const std::string status =
      std::holds_alternative<http::Response>(reply)
          ? "it answered " + std::to_string(std::get<http::Response>(reply).status)
          : "";
  return url + ": " + (reason.empty() ? status + ", which the upload API does not" : reason);
}

/// Where reporting is switched off, nothing but the mode needs to have been read.
std::vector<CheckedSetting> list(const config::Settings& settings) {
  std::vector<CheckedSetting> all;
  for (const config::ShownSetting& shown : config::show(settings)) {
    if (settings.mode == Mode::off && shown.name != "mode") continue;
    all.push_back({shown.name, shown.value, shown.source});
  }
  return all;
}

CheckResult switched_off(const config::Settings& settings) {
  return {Readiness::switched_off, "reporting is switched off: mode is off", list(settings),
          settings.warnings};
}

/// A server that is ready helps nobody whose programs do not ask for it.
std::string warning_of_silence() {
  if (config::is_requested(config::Surroundings::of_environment())) return {};
  return "test programs report by themselves only with TESTCENTER_URL in their environment, where "
         "it is not set now; those that testcenter-reporter runs do in any case";
}

/// What a test program does ahead of its first result. If only the fallback's folder can be used
/// that is the one from here on.
Status try_spool(config::Settings& settings) {
  if (Status status = destination::prepare_spool(settings); !status) return status;
  const auto place = journal::spool_place(settings.spool_dir, "check", 1);
  const auto writer = journal::Writer::create(place.journal, {}, settings.journal_limit);
  if (!writer) return writer.error();
  writer.value()->remove();
  return {};
}

std::vector<std::string> warnings_of(const config::Settings& settings) {
  std::vector<std::string> warnings = settings.warnings;
  for (const std::string& warning :
       {destination::warning_of_plain_credentials(settings), warning_of_silence()}) {
    if (!warning.empty()) warnings.push_back(warning);
  }
  return warnings;
}

void ask(const config::Settings& settings, CheckResult& result) {
  http::Request request;
  request.path = "/upload/events";
  request.body = "{}";
  const http::Reply reply = destination::connect(settings)->post(request);
  const auto* failure = std::get_if<http::Failure>(&reply);
  result.readiness =
      failure != nullptr ? readiness_of(*failure) : readiness_of(std::get<http::Response>(reply));
  result.words = words_for(result.readiness, reply, settings.url);
}

}  // namespace

CheckResult check(const Config& config) {
  CheckResult result;
  Result<config::Settings> settings =
      config::resolve({}, config, config::Surroundings::of_this_process());
  if (!settings) {
    result.words = settings.error().message;
    return result;
  }
  if (settings->mode == Mode::off) return switched_off(settings.value());
  const Status spool = try_spool(settings.value());
  result.settings = list(settings.value());
  result.warnings = warnings_of(settings.value());
  if (spool) {
    ask(settings.value(), result);
  } else {
    result.words = spool.error().message;
  }
  return result;
}

const char* name_of(Readiness readiness) {
  constexpr std::array<const char*, 12> names = {
      "ready", "settings",  "switched-off", "unknown-host",  "refused",         "proxy",
      "tls",   "no-answer", "wrong-path",   "not-activated", "bad-credentials", "server-trouble"};
  return names[static_cast<std::size_t>(readiness)];
}

}  // namespace testcenter
