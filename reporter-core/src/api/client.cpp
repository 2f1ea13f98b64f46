#include "api/client.hpp"

#include "api/encode.hpp"
#include "api/files.hpp"
#include "api/verdict.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace testcenter::api {
namespace {

constexpr std::string_view events_path = "/upload/events";

/// Of an answer, for what the server says of each event: it may quote it, or give a stack trace.
constexpr std::size_t room_for_entry = 64 * 1024;

std::string_view path_of(ElementKind kind) {
  constexpr std::array<std::string_view, 6> paths = {"/upload/suites",   "/upload/cases",
                                                     "/upload/features", "/upload/scenarios",
                                                     "/upload/steps",    "/upload/sections"};
  return paths[static_cast<std::size_t>(kind) - 1];
}

http::Request json_request(std::string_view path, std::string_view body) {
  http::Request request;
  request.path = path;
  request.body = body;
  return request;
}

/// The events of a batch that can be sent, and the verdicts on those that cannot.
struct Sendable {
  std::vector<const EventData*> events;
  std::vector<Answer> held_back;  ///< one for each event of the batch; the others stay `accepted`
};

Answer look_at(const EventData& event) {
  Unreadable file = event.file == nullptr ? Unreadable{} : why_unreadable(*event.file);
  if (file.why.empty()) return {Verdict::accepted, {}, {}};
  if (file.may_pass) return {Verdict::not_sent, std::move(file.why), {}};
  Answer refused{Verdict::rejected, std::move(file.why), {}};
  refused.is_for_its_file = true;
  return refused;
}

Sendable look_at(const std::vector<EventData>& events) {
  Sendable sendable;
  sendable.events.reserve(events.size());
  for (const EventData& event : events) {
    sendable.held_back.push_back(look_at(event));
    if (sendable.held_back.back().verdict == Verdict::accepted) sendable.events.push_back(&event);
  }
  return sendable;
}

http::Part events_part(std::string_view json) {
  http::Part part;
  part.name = "eventData";
  part.body = json;
  return part;
}

http::Part file_part(const FileData& file, std::string_view name) {
  http::Part part;
  part.name = "attachments[]";
  part.file_name = name;
  part.content_type = content_type_of(file);
  part.path = file.path;
  return part;
}

/// Puts the verdicts on what was sent between those on what was not.
BatchAnswer merge(BatchAnswer sent, std::vector<Answer> held_back) {
  auto next = sent.entries.begin();
  for (Answer& entry : held_back) {
    if (entry.verdict == Verdict::accepted) entry = std::move(*next++);
  }
  return {std::move(sent.whole), std::move(held_back)};
}

}  // namespace

bool may_be_there(const Answer& answer) {
  switch (answer.verdict) {
    case Verdict::accepted:
    case Verdict::outcome_unknown:
    case Verdict::aborted:
      return true;
    case Verdict::stopped:
      return answer.is_success;
    case Verdict::not_sent:
    case Verdict::wait:
    case Verdict::rejected:
    case Verdict::too_large:
      break;
  }
  return false;
}

Client::Client(http::Transport& transport)
    : transport_(transport), encoder_(std::make_unique<Encoder>()) {}

Client::~Client() = default;

SuiteAnswer Client::create_suite(const Destination& destination, const TestData& test) {
  const std::string_view body = encoder_->suite(destination, test);
  return judge_suite(transport_.post(json_request(path_of(ElementKind::suite), body)),
                     destination.report_id);
}

RunAnswer Client::create_run(ElementKind kind, RunId parent, const TestData& test) {
  return judge_run(transport_.post(json_request(path_of(kind), encoder_->run(parent, test))));
}

Answer Client::send_event(const EventData& event) {
  return judge_event(transport_.post(json_request(events_path, encoder_->event(event))));
}

BatchAnswer Client::send_events(const std::vector<EventData>& events) {
  Sendable sendable = look_at(events);
  if (sendable.events.empty()) {
    return {{Verdict::accepted, {}, {}}, std::move(sendable.held_back)};
  }
  const std::vector<std::string> names = file_names(sendable.events);
  http::Request request;
  request.path = events_path;
  request.longest_answer += sendable.events.size() * room_for_entry;
  request.parts.push_back(events_part(encoder_->events(sendable.events, names)));
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!names[i].empty()) request.parts.push_back(file_part(*sendable.events[i]->file, names[i]));
  }
  BatchAnswer answer = judge_batch(transport_.post(request), sendable.events.size());
  return merge(std::move(answer), std::move(sendable.held_back));
}

}  // namespace testcenter::api
