#include "upload_api.hpp"

#include "../http/answers.hpp"
#include "../http/raw_body.hpp"
#include "event_form.hpp"
#include "requests.hpp"
#include "strict_json.hpp"

namespace local_center {
namespace {

using nlohmann::json;

/// "application/json" of "Application/JSON; charset=utf-8".
std::string media_type(const httplib::Request& request) {
  auto type = content_type(request);
  type.erase(std::min(type.find(';'), type.size()));
  while (!type.empty() && std::isspace(static_cast<unsigned char>(type.back()))) type.pop_back();
  for (auto& c : type) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return type;
}

json json_body(const httplib::Request& request) {
  const auto type = media_type(request);
  if (type != "application/json") {
    throw Breach("the content type must be application/json, not '" + type + "'");
  }
  return parse_strictly(request.body, "the body");
}

/// "cases" makes elements of kind "case".
std::optional<Kind> kind_of(const std::string& endpoint) {
  if (endpoint.empty() || endpoint.back() != 's') return std::nullopt;
  return kind_from(endpoint.substr(0, endpoint.size() - 1));
}

}  // namespace

void UploadApi::answer(const std::string& endpoint, const httplib::Request& request,
                       httplib::Response& response) {
  if (!content_encoding(request).empty()) {
    throw Breach("a body must come without Content-Encoding", 415);
  }
  if (endpoint == "events") {
    media_type(request) == "multipart/form-data" ? add_event_form(request, response)
                                                 : add_event(request, response);
    return;
  }
  const auto kind = kind_of(endpoint);
  if (!kind) throw Breach("there is no such endpoint", 404);
  *kind == Kind::suite ? add_suite(request, response) : add_element(*kind, request, response);
}

void UploadApi::add_suite(const httplib::Request& request, httplib::Response& response) {
  const auto answer = store_.add_suite(parse_suite_request(json_body(request)));
  answer_json(response, 201,
              {{"project", answer.report.project},
               {"batch", answer.report.batch},
               {"reportId", answer.report.id},
               {"runId", answer.run}});
}

void UploadApi::add_element(Kind kind, const httplib::Request& request,
                            httplib::Response& response) {
  const auto run = store_.add_element(kind, parse_element_request(json_body(request)));
  answer_json(response, 201, {{"runId", run}});
}

void UploadApi::add_event(const httplib::Request& request, httplib::Response& response) {
  const auto refused = store_.add_events({parse_event(json_body(request))}, {});
  if (refused.front()) throw *refused.front();
  answer_json(response, 201, json::object());
}

void UploadApi::add_event_form(const httplib::Request& request, httplib::Response& response) {
  const auto form =
      read_event_form(read_form(content_type(request), request.body), attachments_required_);
  const auto refused = store_.add_events(form.entries, form.files);
  auto answers = json::array();
  for (std::size_t i = 0; i < refused.size(); ++i) {
    if (!refused[i]) {
      answers.push_back({{"code", 201}, {"body", ""}});
      continue;
    }
    answers.push_back({{"code", refused[i]->code()}, {"body", refused[i]->what()}});
    log_.breach("POST /upload/events, event " + std::to_string(i), refused[i]->what());
  }
  answer_json(response, 207, answers);
}

}  // namespace local_center
