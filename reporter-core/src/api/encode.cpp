#include "api/encode.hpp"

#include "api/files.hpp"
#include "support/text.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace testcenter::api {
namespace {

constexpr std::string_view unnamed = "(unnamed)";

bool is_place(const LocationData& location) { return !location.file.empty() && location.line >= 0; }

}  // namespace

struct Encoder::State {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
  std::string scratch;

  void begin() {
    buffer.Clear();
    writer.Reset(buffer);
  }

  std::string_view json() const { return {buffer.GetString(), buffer.GetSize()}; }

  void key(std::string_view name) { put(name); }

  void put(std::string_view text) {
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  }

  void put_text(const Text& text) {
    const bool is_cut = text.full_size > text.text.size();
    if (!is_cut && sendable_prefix(text.text) == text.text.size()) return put(text.text);
    scratch.clear();
    const std::string_view raw = is_cut ? without_cut_sequence(text.text) : text.text;
    append_sendable(scratch, raw);
    if (is_cut) scratch += cut_note(raw.size(), text.full_size);
    put(scratch);
  }

  void put_text(std::string_view raw) { put_text(Text{raw, 0}); }

  void put_name(const Text& name) { name.empty() ? put(unnamed) : put_text(name); }

  void put_optional(std::string_view name, const Text& value) {
    if (value.empty()) return;
    key(name);
    put_text(value);
  }

  void put_number(std::string_view name, std::int64_t value) {
    key(name);
    writer.Int64(value);
  }

  void put_test(const TestData& test) {
    key("test");
    writer.StartObject();
    key("name");
    put_name(test.name);
    put_optional("summary", test.summary);
    put_optional("description", test.description);
    writer.EndObject();
  }

  void put_labels(const std::vector<Label>& labels) {
    key("labels");
    writer.StartArray();
    for (const Label& label : labels) {
      writer.StartObject();
      key("key");
      put_name(Text{label.key, 0});
      key("value");
      put_text(label.value);
      writer.EndObject();
    }
    writer.EndArray();
  }

  void put_place(const LocationData& location) {
    writer.StartObject();
    key("uri");
    put_text(location.file);
    put_number("line", location.line);
    writer.EndObject();
  }

  void put_trace(const std::vector<LocationData>& frames) {
    bool is_open = false;
    for (const LocationData& frame : frames) {
      if (!is_place(frame)) continue;
      if (!is_open) {
        key("trace");
        writer.StartArray();
        is_open = true;
      }
      put_place(frame);
    }
    if (is_open) writer.EndArray();
  }

  void put_file(const FileData& file, std::string_view file_name) {
    switch (use_of(file)) {
      case FileRole::verification:
        key("vp");
        writer.StartObject();
        key("uri");
        put_name(file.reference);
        key("attachment");
        put(file_name);
        writer.EndObject();
        return;
      case FileRole::screenshot:
        key("screenshot");
        return put(file_name);
      case FileRole::attachment:
        key("attachment");
        return put(file_name);
    }
  }

  void put_event(const EventData& event, std::string_view file_name) {
    writer.StartObject();
    put_number("runId", event.run_id);
    key("type");
    put(name_of(event.type));
    put_optional("message", event.message);
    put_optional("detail", event.detail);
    if (is_place(event.location)) {
      key("location");
      put_place(event.location);
    }
    put_trace(event.trace);
    if (event.file != nullptr && !file_name.empty()) put_file(*event.file, file_name);
    writer.EndObject();
  }
};

Encoder::Encoder() : state_(std::make_unique<State>()) {}
Encoder::~Encoder() = default;

std::string_view Encoder::suite(const Destination& destination, const TestData& test) {
  State& json = *state_;
  json.begin();
  json.writer.StartObject();
  json.key("project");
  json.put_name(Text{destination.project, 0});
  if (destination.report_id != 0) {
    json.put_number("reportId", destination.report_id);
  } else {
    json.put_optional("batch", Text{destination.batch, 0});
    if (destination.labels != nullptr && !destination.labels->empty()) {
      json.put_labels(*destination.labels);
    }
  }
  json.put_test(test);
  json.writer.EndObject();
  return json.json();
}

std::string_view Encoder::run(RunId parent, const TestData& test) {
  state_->begin();
  state_->writer.StartObject();
  state_->put_number("runId", parent);
  state_->put_test(test);
  state_->writer.EndObject();
  return state_->json();
}

std::string_view Encoder::event(const EventData& event) {
  state_->begin();
  state_->put_event(event, {});
  return state_->json();
}

std::string_view Encoder::events(const std::vector<const EventData*>& events,
                                 const std::vector<std::string>& file_names) {
  state_->begin();
  state_->writer.StartArray();
  for (std::size_t i = 0; i < events.size(); ++i) state_->put_event(*events[i], file_names[i]);
  state_->writer.EndArray();
  return state_->json();
}

}  // namespace testcenter::api
