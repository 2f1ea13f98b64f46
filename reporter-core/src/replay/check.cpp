#include <testcenter/check.hpp>

#include "api/verdict.hpp"
#include "config/settings.hpp"
#include "config/shown.hpp"
#include "destination/destination.hpp"
#include "http/transport.hpp"

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

/// A server that is ready helps nobody whose programs do not ask for it.
std::string warning_of_silence() {
  if (config::is_requested(config::Surroundings::of_environment())) return {};
  return "test programs report by themselves only with TESTCENTER_URL in their environment, where "
         "it is not set now; those that testcenter-reporter runs do in any case";
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
  const Result<config::Settings> settings =
      config::resolve({}, config, config::Surroundings::of_this_process());
  if (!settings) {
    result.words = settings.error().message;
    return result;
  }
  result.settings = list(settings.value());
  result.warnings = settings->warnings;
  if (settings->mode == Mode::off) {
    result.readiness = Readiness::switched_off;
    result.words = "reporting is switched off: mode is off";
    return result;
  }
  for (const std::string& warning :
       {destination::warning_of_plain_credentials(settings.value()), warning_of_silence()}) {
    if (!warning.empty()) result.warnings.push_back(warning);
  }
  ask(settings.value(), result);
  return result;
}

const char* name_of(Readiness readiness) {
  constexpr std::array<const char*, 12> names = {
      "ready", "settings",  "switched-off", "unknown-host",  "refused",         "proxy",
      "tls",   "no-answer", "wrong-path",   "not-activated", "bad-credentials", "server-trouble"};
  return names[static_cast<std::size_t>(readiness)];
}

}  // namespace testcenter
