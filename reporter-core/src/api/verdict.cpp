#include "api/verdict.hpp"

#include "api/answer_body.hpp"
#include "api/html_title.hpp"
#include "http/secrets.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace testcenter::api {
namespace {

using http::Failure;
using http::Response;
using Secrets = std::vector<std::string>;

constexpr std::chrono::milliseconds default_wait{1000};
constexpr std::size_t longest_quote = 200;

bool is_success(int status) { return status >= 200 && status < 300; }
bool is_redirect(int status) { return status >= 300 && status < 400; }

std::string_view phrase_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 207:
      return "Multi-Status";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 407:
      return "Proxy Authentication Required";
    case 408:
      return "Request Timeout";
    case 413:
      return "Payload Too Large";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "";
  }
}

std::string status_line(int status) {
  std::string line = std::to_string(status);
  const std::string_view phrase = phrase_of(status);
  if (!phrase.empty()) line.append(" ").append(phrase);
  return line;
}

/// What others wrote, for people: first without secrets, then cut.
std::string shown(std::string_view words, const Secrets& secrets) {
  return one_line(http::without_secrets(std::string(words), secrets), longest_quote);
}

std::string in_quotes(std::string_view words, const Secrets& secrets) {
  if (words.empty()) return {};
  return ": the server says \"" + shown(words, secrets) + "\"";
}

std::string words_of(const Response& response) {
  if (is_page(response)) return {};
  return in_quotes(read_error(response.body), response.secrets);
}

/// Scheme, query and credentials say nothing about where it points, and may be secret.
std::string host_and_path(std::string_view location, const Secrets& secrets) {
  const std::size_t scheme = location.find("://");
  if (scheme != std::string_view::npos) location.remove_prefix(scheme + 3);
  location = location.substr(0, location.find_first_of("?#"));
  const std::size_t host_end = std::min(location.find('/'), location.size());
  const std::size_t credentials = location.substr(0, host_end).rfind('@');
  if (credentials != std::string_view::npos) location.remove_prefix(credentials + 1);
  return shown(location, secrets);
}

std::string advice_for(int status) {
  switch (status) {
    case 401:
      return "; check TESTCENTER_TOKEN, or TESTCENTER_USER and TESTCENTER_PASSWORD";
    case 403:
      return "; check that this user may upload results to this project";
    case 407:
      return "; check the user and password in TESTCENTER_PROXY";
    default:
      return "; this is not the upload API, check TESTCENTER_URL";
  }
}

Concern concern_of(int status) { return status == 403 ? Concern::project : Concern::server; }

Answer stopped(const Response& response) {
  std::string what = words_of(response);
  if (is_redirect(response.status)) {
    what = response.location.empty()
               ? ": a redirect"
               : ": a redirect to " + host_and_path(response.location, response.secrets);
  } else if (is_page(response)) {
    const std::string_view title = html_title(response.body);
    what = ": the answer is an HTML page";
    if (!title.empty()) what += ", \"" + shown(title, response.secrets) + "\"";
  }
  Answer answer{Verdict::stopped,
                status_line(response.status) + what + advice_for(response.status),
                {},
                concern_of(response.status)};
  answer.is_success = is_success(response.status);
  return answer;
}

/// Errors that say the same whoever's page comes with them: a proxy answers these with HTML too.
Verdict error_verdict(const Response& response) {
  const int status = response.status;
  if (status == 429) return Verdict::wait;
  if (status == 503 && response.retry_after) return Verdict::wait;
  if (status == 413) return Verdict::too_large;
  if (status == 408 || status >= 500) return Verdict::outcome_unknown;
  const bool is_about_settings = status == 401 || (status >= 403 && status <= 405) || status == 407;
  if (is_about_settings || is_redirect(status) || is_page(response)) return Verdict::stopped;
  return status >= 400 ? Verdict::rejected : Verdict::outcome_unknown;
}

/// The request as a whole, before anybody looked into a successful body.
Answer judge_response(const Response& response) {
  if (is_success(response.status)) {
    return is_page(response) ? stopped(response) : Answer{Verdict::accepted, {}, {}};
  }
  const Verdict verdict = error_verdict(response);
  if (verdict == Verdict::stopped) return stopped(response);
  Answer answer{verdict, status_line(response.status) + words_of(response), {}};
  if (verdict == Verdict::wait) answer.retry_after = response.retry_after.value_or(default_wait);
  return answer;
}

Answer judge_failure(const Failure& failure) {
  switch (failure.kind) {
    case Failure::Kind::not_sent:
      return {Verdict::not_sent, failure.reason, {}};
    case Failure::Kind::outcome_unknown:
      return {Verdict::outcome_unknown, failure.reason, {}};
    case Failure::Kind::aborted:
      return {Verdict::aborted, failure.reason, {}};
    case Failure::Kind::unusable:
      break;
  }
  return {Verdict::stopped, failure.reason, {}};
}

Answer judge_whole(const http::Reply& reply) {
  if (const auto* failure = std::get_if<Failure>(&reply)) return judge_failure(*failure);
  return judge_response(std::get<Response>(reply));
}

Answer unreadable(const Response& response, std::string_view what) {
  return {
      Verdict::outcome_unknown, status_line(response.status) + ", but " + std::string(what), {}};
}

/// One event of a 207. The endpoint itself speaks here, so a 404 or a 405 is about the event (its
/// run, say), not about the URL.
Answer judge_entry(const Entry& entry, const Secrets& secrets) {
  if (entry.code == 0) {
    return {Verdict::outcome_unknown,
            "207 Multi-Status, but an entry has no code that can be read",
            {}};
  }
  if (is_success(entry.code)) return {Verdict::accepted, {}, {}};
  Response response;
  response.status = entry.code;
  Answer answer{
      error_verdict(response), status_line(entry.code) + in_quotes(entry.message, secrets), {}};
  if (answer.verdict == Verdict::wait) answer.retry_after = default_wait;
  if (entry.code == 404 || entry.code == 405) answer.verdict = Verdict::rejected;
  if (answer.verdict == Verdict::stopped) {
    answer.reason += advice_for(entry.code);
    answer.concern = concern_of(entry.code);
  }
  return answer;
}

/// Entries were to come, whatever became of them.
bool begins_array(std::string_view body) { return trimmed(body).substr(0, 1) == "["; }

BatchAnswer same_for_all(const Answer& whole, std::size_t count) {
  return {whole, std::vector<Answer>(count, whole)};
}

BatchAnswer judge_entries(const std::vector<Entry>& entries, const Secrets& secrets) {
  BatchAnswer answer{{Verdict::accepted, {}, {}}, {}};
  answer.entries.reserve(entries.size());
  for (const Entry& entry : entries) answer.entries.push_back(judge_entry(entry, secrets));
  return answer;
}

}  // namespace

bool is_page(const http::Response& response) {
  const std::size_t first = response.body.find_first_not_of(" \t\r\n");
  // Frameworks give an empty success this type, too.
  if (first == std::string::npos && is_success(response.status)) return false;
  if (response.content_type.compare(0, 9, "text/html") == 0) return true;
  return first != std::string::npos && response.body[first] == '<';
}

SuiteAnswer judge_suite(const http::Reply& reply, std::int64_t report_id) {
  SuiteAnswer answer;
  static_cast<RunAnswer&>(answer) = judge_run(reply);
  if (answer.verdict != Verdict::accepted) return answer;
  const RunBody body = read_run(std::get<Response>(reply).body);
  answer.report_id = body.report_id > 0 ? body.report_id : report_id;
  return answer;
}

RunAnswer judge_run(const http::Reply& reply) {
  RunAnswer answer;
  static_cast<Answer&>(answer) = judge_whole(reply);
  if (answer.verdict != Verdict::accepted) return answer;
  const auto& response = std::get<Response>(reply);
  answer.run_id = read_run(response.body).run_id;
  if (answer.run_id <= 0) {
    answer.run_id = 0;
    static_cast<Answer&>(answer) = unreadable(response, "no runId can be read from the answer");
  }
  return answer;
}

Answer judge_event(const http::Reply& reply) { return judge_batch(reply, 1).entries.front(); }

BatchAnswer judge_batch(const http::Reply& reply, std::size_t count) {
  const Answer whole = judge_whole(reply);
  if (whole.verdict != Verdict::accepted) return same_for_all(whole, count);
  const auto& response = std::get<Response>(reply);
  const auto entries = read_entries(response.body);
  if (!entries) {
    if (response.status != 207 && !begins_array(response.body)) return same_for_all(whole, count);
    const char* what =
        response.is_cut ? "the answer is too long to be read" : "the answer is no array";
    return same_for_all(unreadable(response, what), count);
  }
  if (entries->size() != count) {
    return same_for_all(
        unreadable(response, std::to_string(entries->size()) + " entries came for " +
                                 std::to_string(count) + " events"),
        count);
  }
  return judge_entries(*entries, response.secrets);
}

}  // namespace testcenter::api
