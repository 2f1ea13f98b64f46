#include "fake_center.hpp"

#include <algorithm>
#include <ostream>

namespace testcenter::test {
namespace {

using nlohmann::json;

std::string refusal(int code) {
  return json{{"code", code}, {"message", "refused by the test"}}.dump();
}

bool is_good(int code) { return code >= 200 && code < 300; }

std::string file_of(const json& event) {
  for (const char* key : {"attachment", "screenshot"}) {
    if (event.contains(key)) return event[key].get<std::string>();
  }
  return event.contains("vp") ? event["vp"]["attachment"].get<std::string>() : "";
}

std::string singular(const std::string& path) {
  const std::string plural = path.substr(path.rfind('/') + 1);
  return plural.substr(0, plural.size() - 1);
}

}  // namespace

FakeCenter::FakeCenter() {
  transport.reply_with([this](const FakeTransport::Sent& sent) { return handle(sent); });
}

http::Reply FakeCenter::handle(const FakeTransport::Sent& sent) {
  if (sent.path != "/upload/events")
    return take_element(singular(sent.path), json::parse(sent.body));
  if (!sent.parts.empty()) return take_list(sent);
  const int code = take_event(json::parse(sent.body));
  return FakeTransport::answer(code, is_good(code) ? "{}" : refusal(code));
}

http::Reply FakeCenter::take_element(const std::string& kind, const json& body) {
  const std::string name = body["test"]["name"];
  const int code = judge_element ? judge_element(name) : 201;
  if (!is_good(code)) return FakeTransport::answer(code, refusal(code));
  const bool is_suite = kind == "suite";
  const std::string above = is_suite ? "" : " below " + names_.at(body["runId"]);
  elements_.push_back(kind + " " + name + above);
  names_[++last_run_] = name;
  json answer = {{"runId", last_run_}};
  if (is_suite) answer.update({{"project", "P"}, {"batch", "B"}, {"reportId", 7}});
  return FakeTransport::answer(201, answer.dump());
}

http::Reply FakeCenter::take_list(const FakeTransport::Sent& sent) {
  if (wants_attachments && sent.parts.size() == 1) return FakeTransport::answer(400, refusal(400));
  const json events = json::parse(sent.json());
  const auto is_bad = [this](const json& event) { return !is_good(code_for(event)); };
  if (answers_lists_as_a_whole && std::any_of(events.begin(), events.end(), is_bad)) {
    return FakeTransport::answer(400, refusal(400));
  }
  json entries = json::array();
  for (const json& event : events) {
    const int code = take_event(event);
    entries.push_back({{"code", code}, {"body", is_good(code) ? "" : "refused by the test"}});
  }
  return FakeTransport::answer(207, entries.dump());
}

int FakeCenter::code_for(const json& event) const { return judge_event ? judge_event(event) : 201; }

int FakeCenter::take_event(const json& event) {
  const int code = code_for(event);
  if (is_good(code)) {
    events_.push_back(
        {names_.at(event["runId"]), event["type"], event.value("message", ""), file_of(event)});
  }
  return code;
}

std::vector<std::string> FakeCenter::messages() const {
  std::vector<std::string> messages;
  for (const ReceivedEvent& event : events_) messages.push_back(event.message);
  return messages;
}

std::vector<std::string> FakeCenter::requests() const {
  std::vector<std::string> requests;
  for (const FakeTransport::Sent& sent : transport.requests()) {
    std::string name = sent.path.substr(sent.path.rfind('/') + 1);
    if (!sent.parts.empty()) {
      name += "[" + std::to_string(json::parse(sent.json()).size()) + "]";
    }
    requests.push_back(std::move(name));
  }
  return requests;
}

std::ostream& operator<<(std::ostream& out, const FakeCenter::ReceivedEvent& event) {
  return out << event.type << " \"" << event.message << "\" on " << event.run
             << (event.file.empty() ? "" : " with " + event.file);
}

}  // namespace testcenter::test
