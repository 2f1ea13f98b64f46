#include "sender/item.hpp"

#include <utility>

namespace testcenter::sender {
namespace {

api::LocationData location_of(const journal::Place& place, SourcePaths& sources) {
  return {sources.relative(place.file), place.line};
}

}  // namespace

api::Text text_of(const journal::TextField& field) { return {field.text, field.full_size}; }

void Item::clear() {
  is_notice = is_rerouted = is_uncertain = is_judged = has_file = false;
  event.detail = {};
  event.location = {};
  event.trace.clear();
}

void Item::assign(const journal::Record& record, api::RunId run_id, const std::string& files_folder,
                  SourcePaths& sources) {
  clear();
  offset = record.offset;
  end = record.end;
  event.run_id = run_id;
  event.type = record.event_type;
  event.message = text_of(record.message);
  if (record.passed_in) {
    text = message_of(record);
    event.message = {text, text.size()};
  }
  event.detail = text_of(record.detail);
  event.location = location_of(record.location, sources);
  for (const journal::Place& frame : record.trace)
    event.trace.push_back(location_of(frame, sources));
  has_file = record.has_file;
  if (!has_file) return;
  file_path.assign(files_folder).append("/").append(record.file_path);
  file = {record.file_role, file_path, record.file_name, record.mime_type,
          text_of(record.reference)};
}

void Item::assign_notice(std::string words, api::RunId run_id, std::uint64_t at) {
  clear();
  offset = end = at;
  is_notice = true;
  text = std::move(words);
  event.run_id = run_id;
  event.type = EventType::warning;
  event.message = {text, text.size()};
}

void Item::assign_fatal(Fatal fatal, api::RunId run_id, std::uint64_t from, std::uint64_t to) {
  clear();
  offset = from;
  end = to;
  text = std::move(fatal.message);
  context = std::move(fatal.detail);
  event.run_id = run_id;
  event.type = EventType::fatal;
  event.message = {text, text.size()};
  event.detail = {context, context.size()};
}

void Item::leave_file_out() {
  has_file = false;
  if (event.type == EventType::attachment) event.type = EventType::log;
}

}  // namespace testcenter::sender
