#include "requests.hpp"

#include "../breach.hpp"
#include "strict_json.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace local_center {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 10> event_types = {
    "PASS", "XPASS", "FAIL", "XFAIL", "WARNING", "ERROR", "FATAL", "LOG", "SKIPPED", "ATTACHMENT"};

std::string item_path(const std::string& array, std::size_t index) {
  return array + "[" + std::to_string(index) + "]";
}

Test parse_test(const json& value) {
  const StrictObject object(value, "test", {"name", "summary", "description"});
  return {object.non_empty_text("name"), object.optional_text("summary"),
          object.optional_text("description")};
}

Labels parse_labels(const json& array) {
  Labels labels;
  for (const auto& item : array) {
    const StrictObject object(item, item_path("labels", labels.size()), {"key", "value"});
    Label label(object.non_empty_text("key"), object.text("value"));
    const bool known = std::any_of(labels.begin(), labels.end(),
                                   [&](const Label& other) { return other.first == label.first; });
    if (known) throw Breach("two labels have the key '" + label.first + "'");
    labels.push_back(std::move(label));
  }
  return labels;
}

Location parse_location(const json& value, const std::string& path) {
  const StrictObject object(value, path, {"uri", "line"});
  Location location{object.non_empty_text("uri"), object.integer("line")};
  if (location.line < 0) throw Breach("'" + object.path_of("line") + "' must not be negative");
  return location;
}

std::vector<Location> parse_trace(const json& array) {
  std::vector<Location> trace;
  for (const auto& item : array) {
    trace.push_back(parse_location(item, item_path("trace", trace.size())));
  }
  return trace;
}

VerificationPoint parse_vp(const json& value) {
  const StrictObject object(value, "vp", {"uri", "attachment"});
  return {object.non_empty_text("uri"), object.optional_non_empty_text("attachment")};
}

std::string parse_type(const StrictObject& event) {
  auto type = event.text("type");
  if (std::find(event_types.begin(), event_types.end(), type) == event_types.end()) {
    throw Breach("unknown event type '" + type + "'");
  }
  return type;
}

}  // namespace

SuiteRequest parse_suite_request(const json& body) {
  if (!body.is_object()) throw Breach("the body must be an object");
  const StrictObject object(body, "", {"project", "batch", "reportId", "labels", "test"});
  SuiteRequest request;
  request.project = object.non_empty_text("project");
  if (object.has("batch")) request.batch = object.non_empty_text("batch");
  if (object.has("reportId")) request.report = object.integer("reportId");
  if (object.has("labels")) request.labels = parse_labels(object.array("labels"));
  request.test = parse_test(object.at("test"));
  return request;
}

ElementRequest parse_element_request(const json& body) {
  if (!body.is_object()) throw Breach("the body must be an object");
  const StrictObject object(body, "", {"runId", "test"});
  return {object.integer("runId"), parse_test(object.at("test"))};
}

Event parse_event(const json& body) {
  if (!body.is_object()) throw Breach("an event must be an object");
  const StrictObject object(body, "",
                            {"runId", "type", "message", "detail", "trace", "location", "vp",
                             "attachment", "screenshot"});
  Event event;
  event.run = object.integer("runId");
  event.type = parse_type(object);
  event.message = object.optional_text("message");
  event.detail = object.optional_text("detail");
  if (object.has("location")) event.location = parse_location(object.at("location"), "location");
  if (object.has("trace")) event.trace = parse_trace(object.array("trace"));
  if (object.has("vp")) event.vp = parse_vp(object.at("vp"));
  event.attachment = object.optional_non_empty_text("attachment");
  event.screenshot = object.optional_non_empty_text("screenshot");
  if (event.vp && !event.attachment.empty()) {
    throw Breach("'vp' and 'attachment' exclude each other");
  }
  return event;
}

}  // namespace local_center
